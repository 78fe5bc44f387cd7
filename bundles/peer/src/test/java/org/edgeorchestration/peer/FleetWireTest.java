// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.FakeDiscovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.FakePeerRequests.Reported;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerCalls;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.PeerSeal;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.UnreadableBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both halves together, on two addresses of this host. */
class FleetWireTest {
    private static final int WARMING = 500;
    private static final int CALLS = 1_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void twoNodesDoTheWholeOfTheirWork() throws Exception {
        Map<String, Object> config = Map.of("port", freePort());
        try (TestWire here = new TestWire("here", address(2), TestWire.KEY, config);
                TestWire there = new TestWire("there", address(3), TestWire.KEY, config)) {
            here.wire.addDiscovery(naming(there));
            PeerTransport transport = here.service(PeerTransport.class);
            until(() -> transport.peer(there.self.id()).isPresent());

            ExecutionId run = new ExecutionId("run-1");
            ExecutionOrder order = new ExecutionOrder(
                    run, "s", ExecutionType.CONTAINER, List.of("docker", "run", "img"), Optional.of("app"));
            here.requests.knows(run);
            assertThat(transport
                            .execute(there.self.id(), order)
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isEqualTo(new Reception.Accepted());
            assertThat(there.requests.hosted().get(0).order()).isEqualTo(order);

            there.writes(run, "between");
            until(() -> !here.requests.reports().isEmpty());
            there.writes(run, "last");
            tell(there, there.comesTo(run, new ExecutionStatus.Finished(), 2));
            assertThat(output(here)).containsExactly("between", "last");
            assertThat(last(here).report().status()).hasValue(new ExecutionStatus.Finished());
            assertThat(last(here).from()).isEqualTo(there.self.id());

            transport.stop(there.self.id(), run).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(there.requests.stopped()).containsExactly(run);
            // Who was called has learnt of the caller.
            until(() -> there.service(PeerTransport.class).peer(here.self.id()).isPresent());
        }
    }

    @Test
    void aNodeTellsOthersWhomItMisses() throws Exception {
        Map<String, Object> config = Map.of("port", freePort());
        NodeId there = new NodeId("there");
        try (TestWire here = new TestWire("here", address(2), TestWire.KEY, config)) {
            try (TestWire soonGone = new TestWire(there.value(), address(3), TestWire.KEY, config)) {
                here.wire.addDiscovery(naming(soonGone));
                PeerTransport transport = here.service(PeerTransport.class);
                until(() -> transport.peer(there).isPresent());
                assertThat(score(here).silent()).isEmpty();
            }
            until(() -> score(here).silent().contains(there));
        }
    }

    /** What a node of ours answers to another one that asks how busy it is. */
    private static ScoreJson score(TestWire of) {
        try {
            URI root = URI.create("http://" + of.self.address().getHostAddress() + ':' + of.wire.port());
            EdgePeer.Hint hint = HTTP.send(
                            HttpRequest.newBuilder(root.resolve("/api/v1/ping")).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue(EdgePeer.NAME)
                    .flatMap(EdgePeer.Hint::parse)
                    .orElseThrow();
            EdgePeer header = new EdgePeer(new NodeId("asking"), Epoch.random(), hint.epoch(), 1);
            PeerSeal seal = new PeerSeal(TestWire.KEY.orElseThrow());
            String path = "/api/v1/scoringmgr/score";
            byte[] question = Json.bytes(ScoreJson.question(header.sender()));
            HttpRequest call = HttpRequest.newBuilder(root.resolve(path))
                    .header(EdgePeer.NAME, header.toString())
                    .POST(BodyPublishers.ofByteArray(seal.sealCall("POST", path, of.self.id(), header, question)))
                    .build();
            byte[] answer = HTTP.send(call, BodyHandlers.ofByteArray()).body();
            return ScoreJson.read(Json.read(seal.openAnswer(200, header, answer).orElseThrow()));
        } catch (IOException | InterruptedException | UnreadableBody e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Nothing on the way waits for a timer, as for the acknowledgement of a segment (40 ms) or the next turn of a loop (50 ms), and nothing
     * is computed that could be kept. The fastest of many counts, and the work of a processor: neither grows when others want it too.
     */
    @Test
    void aCallTakesLittleTime() throws Exception {
        Map<String, Object> config = Map.of("port", freePort());
        try (TestWire here = new TestWire("here", address(2), TestWire.KEY, config);
                TestWire there = new TestWire("there", address(3), TestWire.KEY, config)) {
            here.wire.addDiscovery(naming(there));
            PeerTransport transport = here.service(PeerTransport.class);
            until(() -> transport.peer(there.self.id()).isPresent());
            for (int call = 0; call < WARMING; call++) {
                timeToAsk(transport, there);
            }

            Duration workBefore = work();
            Duration fastest = Duration.ofDays(1);
            for (int call = 0; call < CALLS; call++) {
                Duration took = timeToAsk(transport, there);
                fastest = took.compareTo(fastest) < 0 ? took : fastest;
            }
            Duration work = work().minus(workBefore).dividedBy(CALLS);

            assertThat(fastest).isLessThan(Duration.ofMillis(5));
            assertThat(work).isLessThan(Duration.ofMillis(10));
        }
    }

    private static Duration timeToAsk(PeerTransport transport, TestWire peer) throws Exception {
        long began = System.nanoTime();
        // a call may be late where many want the processors; what that says of the peer is not the matter here
        CompletableFuture<Boolean> answered = transport
                .ask(peer.self.id())
                .handle((answer, failure) -> failure == null)
                .toCompletableFuture();
        boolean counts = answered.get(20, TimeUnit.SECONDS);
        return counts ? Duration.ofNanos(System.nanoTime() - began) : Duration.ofDays(1);
    }

    /** What all threads of this process have computed until now, those of both nodes among them. */
    private static Duration work() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    @Test
    void anotherKeyIsNoPeer() throws Exception {
        Map<String, Object> config = Map.of("port", freePort());
        Optional<SharedKey> other = Optional.of(new SharedKey(new byte[] {1}));
        try (TestWire here = new TestWire("here", address(2), TestWire.KEY, config);
                TestWire there = new TestWire("there", address(3), other, config)) {
            here.wire.addDiscovery(naming(there));
            PeerTransport transport = here.service(PeerTransport.class);
            until(() -> transport.peer(there.self.id()).flatMap(Peer::trouble).isPresent());
            assertThat(transport.peer(there.self.id()).map(Peer::standing)).hasValue(Peer.Standing.BARRED);
        }
    }

    @Test
    void itsServicesAreThereWhileItListens() throws Exception {
        TestWire wire = new TestWire("here", address(2), TestWire.KEY, Map.of("port", freePort()));
        assertThat(wire.registered.keySet())
                .containsExactlyInAnyOrder(PeerTransport.class, PeerCalls.class, StatusDelivery.class);
        assertThat(wire.service(StatusDelivery.class).schemes()).containsExactly("edge-peer");
        int port = wire.wire.port();
        wire.close();
        assertThat(wire.registered).isEmpty();
        assertThat(wire.listeners).isEmpty();
        new ServerSocket(port, 1, address(2)).close();
    }

    @Test
    void withoutAKeyNobodyIsCalled() throws Exception {
        try (TestWire wire = new TestWire("here", address(2), Optional.empty(), Map.of("port", freePort()))) {
            assertThat(wire.registered.keySet()).containsExactly(PeerCalls.class);
            Discovery discovery = new FakeDiscovery();
            wire.wire.addDiscovery(discovery);
            wire.wire.removeDiscovery(discovery);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, address(2))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> new TestWire("here", address(2), TestWire.KEY, Map.of("port", port)).close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port);
        }
    }

    @Test
    void whatFailsToBeginLeavesThePortFree() throws Exception {
        int port = freePort();
        assertThatThrownBy(() ->
                        new TestWire("here", address(2), TestWire.KEY, Map.of("port", port), System::nanoTime, false))
                .isInstanceOf(IllegalStateException.class);
        new ServerSocket(port, 1, address(2)).close();
    }

    @Test
    void aTurnThatFailsIsNotTheLast() throws Exception {
        AtomicInteger faults = new AtomicInteger();
        AtomicLong later = new AtomicLong();
        Ticker ticker = () -> {
            if (Thread.currentThread().getName().equals("test-peer") && faults.getAndIncrement() == 0) {
                throw new IllegalStateException("a fault of this test");
            }
            return System.nanoTime() + later.get();
        };
        Map<String, Object> config = Map.of("port", freePort());
        try (TestWire wire = new TestWire("here", address(2), TestWire.KEY, config, ticker, true);
                Socket silent = new Socket(wire.self.address(), wire.wire.port())) {
            until(() -> faults.get() > 0);
            later.set(Duration.ofMinutes(1).toNanos());
            silent.setSoTimeout(20_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plaintext_peers, maybe, plaintext.peers must be accept or refuse",
        "secure, yes, secure must be on or off",
        "secure, on, ca-crt.pem",
        "jwt_key_file, /nowhere/passphrase, jwt.key.file",
    })
    void aWrongConfigurationSaysWhatToWrite(String key, String value, String message) throws Exception {
        Map<String, Object> config = Map.of("port", freePort(), key, value);
        assertThatThrownBy(() -> new TestWire("here", address(2), TestWire.KEY, config).close())
                .hasMessageContaining(message);
    }

    @Test
    void itsConfigurationFileShowsEveryKeyWithItsDefault() throws Exception {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/cfg/org.edgeorchestration.peer.cfg"))) {
            file.load(in);
        }
        for (Method method : FleetWire.Config.class.getDeclaredMethods()) {
            assertThat(file.remove(method.getName().replace('_', '.')))
                    .isEqualTo(String.valueOf(method.getDefaultValue()));
        }
        assertThat(file).isEmpty();
    }

    private static void tell(TestWire from, ServiceStatus status) throws Exception {
        from.service(StatusDelivery.class)
                .deliver(from.requests.hosted().get(0).origin().replyTo(), status)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static List<String> output(TestWire at) {
        return at.requests.reports().stream()
                .flatMap(news -> news.report().output().stream())
                .map(OutputLine::text)
                .toList();
    }

    private static Reported last(TestWire at) {
        List<Reported> reports = at.requests.reports();
        return reports.get(reports.size() - 1);
    }

    private static Discovery naming(TestWire other) {
        FakeDiscovery discovery = new FakeDiscovery();
        discovery.claim(new Sighting(
                Optional.of(other.self.id()),
                "linux",
                List.of(other.self.address()),
                Set.of(ExecutionType.CONTAINER),
                Set.of(),
                Sighting.Dialect.DUAL,
                true,
                false,
                1));
        return discovery;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address(2))) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress address(int last) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}

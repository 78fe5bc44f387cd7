// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.FakeDiscovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.FakeExecutor;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.edgeorchestration.discovery.mdns.codec.RecordData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several nodes on the loopback interface, by real packets, on a port that no other test has. */
@Timeout(60)
class MdnsDiscoveryTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int REPLY_WITHIN_MS = 500;

    private static final Settings DEFAULTS = new Settings("", 60);

    /** A configuration, without a container that makes it. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Settings(String interfaces, int advertise_interval_seconds) implements MdnsDiscovery.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return MdnsDiscovery.Config.class;
        }
    }

    /** Its framework has taken it away already. */
    private record FailingExecutor(CountDownLatch asked) implements ServiceExecutor {
        @Override
        public ExecutionType type() {
            return ExecutionType.NATIVE;
        }

        @Override
        public Set<String> services() {
            asked.countDown();
            throw new IllegalStateException("it is gone");
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            return Optional.empty();
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            throw new UnsupportedOperationException();
        }
    }

    /** Nothing is said but when this clock says so, however busy the machine is. */
    private final ManualTime clock = new ManualTime();

    private final ManualTime wall = new ManualTime();

    private final RealThreads threads = new RealThreads();
    private final List<MdnsDiscovery> started = new ArrayList<>();
    private int port;

    @BeforeEach
    void findAFreePort() throws IOException {
        port = FreePort.find();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (MdnsDiscovery discovery : started) {
            discovery.close();
        }
        threads.close();
    }

    @Test
    void threeNodesOnOneMachineFindEachOther() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        MdnsDiscovery third = start(NodeAt.loopback(3));
        for (MdnsDiscovery discovery : started) {
            await(() -> discovery.sightings().size() == 2);
            assertThat(discovery.sightings()).allSatisfy(sighting -> {
                assertThat(sighting.credible()).isTrue();
                assertThat(sighting.leaving()).isFalse();
                assertThat(sighting.dialect()).isEqualTo(Sighting.Dialect.DUAL);
                assertThat(sighting.platform()).isEqualTo("linux");
            });
        }
        assertThat(addresses(first)).containsExactlyInAnyOrder("127.0.0.2", "127.0.0.3");
        assertThat(addresses(second)).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.3");
        assertThat(addresses(third)).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2");
    }

    @Test
    void aNodeIsSeenWithItsFirstExecutorsAndNeverWithoutThem() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        List<Sighting> seen = new CopyOnWriteArrayList<>();
        CountDownLatch told = new CountDownLatch(1);
        Discovery.Watch watch = first.watch(() -> {
            seen.addAll(first.sightings());
            told.countDown();
        });
        MdnsDiscovery second = silent(NodeAt.loopback(2), DEFAULTS);
        second.addExecutor(FakeExecutor.of(ExecutionType.NATIVE, "ls"));
        second.addExecutor(FakeExecutor.of(ExecutionType.CONTAINER));
        clock.advance(Debut.LATEST);
        assertThat(told.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        watch.close();
        assertThat(seen.get(0).addresses()).containsExactly(NodeAt.address("127.0.0.2"));
        assertThat(seen.get(0).executionTypes()).containsExactly(ExecutionType.CONTAINER);
        assertThat(seen.get(0).services()).containsExactly("ls");
    }

    @Test
    void aNodeWithoutExecutorsIsSeenAfterAQuarterOfASecond() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        CountDownLatch told = new CountDownLatch(1);
        Discovery.Watch watch = first.watch(told::countDown);
        silent(NodeAt.loopback(2), DEFAULTS);
        clock.advance(Debut.LATEST);
        assertThat(told.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        watch.close();
        assertThat(only(first).executionTypes()).containsExactly(new ExecutionType("none"));
    }

    @Test
    void aGoodbyeIsToldButForgetsNobody() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        second.close();
        await(() -> only(first).leaving());
        long spoken = only(first).spoken();
        start(NodeAt.loopback(2));
        await(() -> !only(first).leaving());
        assertThat(only(first).spoken()).isGreaterThan(spoken);
    }

    @Test
    void aNewExecutorIsAnnouncedWithinASecond() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        assertThat(only(first).executionTypes()).containsExactly(new ExecutionType("none"));
        FakeExecutor executor = FakeExecutor.of(ExecutionType.NATIVE, "ls");
        second.addExecutor(executor);
        clock.advance(Duration.ofSeconds(1));
        await(() -> only(first).executionTypes().equals(Set.of(ExecutionType.NATIVE)));
        assertThat(only(first).services()).containsExactly("ls");
        second.addExecutor(FakeExecutor.of(ExecutionType.CONTAINER));
        clock.advance(Duration.ofSeconds(1));
        await(() -> only(first).executionTypes().equals(Set.of(ExecutionType.CONTAINER)));
        second.removeExecutor(executor);
        clock.advance(Duration.ofSeconds(1));
        await(() -> only(first).services().isEmpty());
    }

    @Test
    void anExecutorThatFailsWhileItGoesEndsNothing() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        CountDownLatch asked = new CountDownLatch(1);
        ServiceExecutor going = new FailingExecutor(asked);
        second.addExecutor(going);
        clock.advance(Duration.ofSeconds(1));
        assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        second.removeExecutor(going);
        second.addExecutor(FakeExecutor.of(ExecutionType.CONTAINER));
        clock.advance(Duration.ofSeconds(1));
        await(() -> only(first).executionTypes().equals(Set.of(ExecutionType.CONTAINER)));
    }

    @Test
    void aNewAddressIsAnnouncedWithinASecond() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        NodeAt moving = NodeAt.loopback(2);
        start(moving);
        await(() -> addresses(first).contains("127.0.0.2"));
        moving.moveTo("127.0.0.9", "127.0.0.2");
        clock.advance(Duration.ofSeconds(1));
        await(() -> addresses(first).equals(List.of("127.0.0.9", "127.0.0.2")));
        assertThat(only(first).credible()).isTrue();
    }

    @Test
    void aNodeThatHasSleptIsAnnouncedAnew() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        for (int i = 0; i < 4; i++) { // a node that has just started asks for attention six times, without having slept
            long spoken = only(first).spoken();
            wall.advance(Duration.ofHours(8));
            await(() -> only(first).spoken() >= spoken + 2);
        }
    }

    @Test
    void theAdvertisementOfARealGoNodeIsAnsweredInItsDialect() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        try (DatagramChannel go = member("127.0.0.5")) {
            Message reply = ask(go, CapturedPacket.of("v1.2.0 ADV").bytes());
            assertThat(reply.flags()).isEqualTo(0x8400);
            assertThat(reply.additional()).hasSize(3);
            assertThat(reply.additional().get(0).data()).isInstanceOf(RecordData.Txt.class);
            assertThat(((RecordData.A) reply.additional().get(2).data()).address())
                    .isEqualTo(NodeAt.address("127.0.0.1"));
        }
        await(() -> first.sightings().size() == 1);
        Sighting sighting = only(first);
        assertThat(sighting.id()).contains(new NodeId("edge-orchestration-576fcbf7-fda3-4dc0-b31e-417ee678b017"));
        assertThat(addresses(first)).containsExactly("10.9.0.1");
        assertThat(sighting.platform()).isEqualTo("docker");
        assertThat(sighting.executionTypes()).containsExactly(ExecutionType.CONTAINER);
        assertThat(sighting.dialect()).isEqualTo(Sighting.Dialect.KEYED);
        assertThat(sighting.credible()).as("it came from elsewhere").isFalse();
    }

    @Test
    void aNodeThatIsOnlyNamedIsSentTheAdvertisementAndFoundByItsReply() throws Exception {
        FakeDiscovery configuration = new FakeDiscovery();
        try (DatagramChannel go = Family.IPV4.open(new InetSocketAddress("127.0.0.7", port))) {
            go.configureBlocking(true);
            go.socket().setSoTimeout((int) LIMIT.toMillis());
            MdnsDiscovery first = start(NodeAt.loopback(1));
            configuration.claim(nameless("127.0.0.7"));
            first.addDiscovery(configuration);
            DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
            go.socket().receive(packet);
            Message advertisement = message(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
            assertThat(advertisement.questions()).hasSize(1);
            assertThat(advertisement.additional()).hasSize(3);
            go.send(ByteBuffer.wrap(CapturedPacket.of("v1.2.0 UNI").bytes()), packet.getSocketAddress());
            await(() -> first.sightings().size() == 1);
            assertThat(only(first).dialect()).isEqualTo(Sighting.Dialect.KEYED);
        }
    }

    @Test
    void aPortThatIsNotSharedIsToldInWords() throws Exception {
        try (DatagramSocket greedy = new DatagramSocket(null)) {
            greedy.setReuseAddress(false);
            greedy.bind(new InetSocketAddress(port));
            assertThatThrownBy(() -> start(NodeAt.loopback(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("UDP port " + port)
                    .hasMessageContaining("ss -ulpn");
        }
    }

    @Test
    void namedInterfacesAreUsedInsteadOfTheSuitableOnes() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        start(new NodeAt(2, "192.0.2.7"), new Settings(" lo , nowhere0", 60));
        await(() -> first.sightings().size() == 1);
        assertThat(addresses(first)).contains("127.0.0.1").doesNotContain("192.0.2.7");
    }

    @Test
    void anIntervalOutOfRangeIsRefused() {
        assertThatThrownBy(() -> start(NodeAt.loopback(1), new Settings("", 61)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advertise.interval.seconds");
    }

    private MdnsDiscovery start(NodeAt node) throws IOException {
        return start(node, DEFAULTS);
    }

    private MdnsDiscovery start(NodeAt node, Settings settings) throws IOException {
        MdnsDiscovery discovery = silent(node, settings);
        clock.advance(Debut.LATEST);
        return discovery;
    }

    /** A node that says nothing until the clock goes on. */
    private MdnsDiscovery silent(NodeAt node, Settings settings) throws IOException {
        MdnsDiscovery discovery = new MdnsDiscovery(settings, port, node, threads, clock, wall);
        started.add(discovery);
        return discovery;
    }

    private static Sighting nameless(String address) {
        return new Sighting(
                Optional.empty(),
                "",
                List.of(NodeAt.address(address)),
                Set.of(),
                Set.of(),
                Sighting.Dialect.NONE,
                true,
                false,
                1);
    }

    /** A socket as a Go node has it. */
    private DatagramChannel member(String address) throws IOException {
        DatagramChannel channel = Family.IPV4.open(new InetSocketAddress(address, 0));
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
        channel.configureBlocking(true);
        return channel;
    }

    private InetSocketAddress group() {
        return new InetSocketAddress(Family.IPV4.group(), port);
    }

    /** The first reply to that packet, said again for as long as the node is not ready to hear it. */
    private Message ask(DatagramChannel channel, byte[] packet) throws IOException {
        DatagramPacket reply = new DatagramPacket(new byte[9_000], 9_000);
        channel.socket().setSoTimeout(REPLY_WITHIN_MS);
        while (true) {
            channel.send(ByteBuffer.wrap(packet), group());
            try {
                channel.socket().receive(reply);
                return message(ByteBuffer.wrap(reply.getData(), 0, reply.getLength()));
            } catch (SocketTimeoutException notReady) {
                assertThat(notReady).isNotNull();
            }
        }
    }

    private static Message message(ByteBuffer packet) {
        return ((Decoded.Understood) MessageReader.read(packet)).message();
    }

    private static Sighting only(MdnsDiscovery discovery) {
        return discovery.sightings().iterator().next();
    }

    private static List<String> addresses(MdnsDiscovery discovery) {
        return discovery.sightings().stream()
                .flatMap(sighting -> sighting.addresses().stream())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    /** The clock goes on meanwhile: of two packets to different sockets, the later one may be heard first, and is said again. */
    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
            clock.advance(Duration.ofMillis(5));
        }
    }
}

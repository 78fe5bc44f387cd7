// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.dockerjava.api.exception.DockerException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding the engine, seeing it come and go, and not hanging on it. */
class EngineAccessTest {
    private static EngineEnvironment environment(Map<String, String> variables) {
        return new EngineEnvironment(name -> Optional.ofNullable(variables.get(name)));
    }

    @Test
    void takesTheAddressFromConfigurationThenEnvironmentThenDockersDefault() {
        EngineEnvironment set = environment(Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"));
        assertThat(set.address("unix:///a")).hasToString("unix:///a");
        assertThat(set.address(" ")).hasToString("tcp://127.0.0.1:2375");
        assertThat(environment(Map.of("DOCKER_HOST", "")).address("")).hasToString("unix:///var/run/docker.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"npipe:////./pipe/x", "unix://", "tcp://host", "tcp://", "ssh://host", "/var/run/x", "a b"})
    void refusesOtherAddressesByName(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> environment(Map.of()).address(address))
                .withMessageContaining("docker.host");
    }

    @Test
    void findsDockersOwnFiles() {
        assertThat(environment(Map.of("HOME", "/h")).configuration()).isEqualTo(Path.of("/h/.docker"));
        assertThat(environment(Map.of("DOCKER_CONFIG", "/c")).configuration()).isEqualTo(Path.of("/c"));
        assertThat(environment(Map.of("DOCKER_CERT_PATH", "/k")).certificates()).isEqualTo(Path.of("/k"));
        assertThat(environment(Map.of("DOCKER_TLS_VERIFY", "1")).tls()).isTrue();
        assertThat(environment(Map.of()).tls()).isFalse();
    }

    @Test
    void speaksTheVersionThatTheEnvironmentNames() throws IOException {
        assertThat(askedFor(Map.of("DOCKER_API_VERSION", "1.41"))).isEqualTo("/v1.41/info");
        assertThat(askedFor(Map.of())).isEqualTo("/info");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> askedFor(Map.of("DOCKER_API_VERSION", "newest")))
                .withMessage("DOCKER_API_VERSION is a version such as 1.44, but was 'newest'");
    }

    /** The path of a call, as an engine hears it in that environment. */
    private static String askedFor(Map<String, String> variables) throws IOException {
        List<String> paths = new CopyOnWriteArrayList<>();
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            byte[] answer = "{}".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        engine.start();
        EngineAddress address = new EngineAddress(
                URI.create("tcp://127.0.0.1:" + engine.getAddress().getPort()));
        try (DockerClients clients = new DockerClients(address, environment(variables), 1, 1)) {
            clients.calls().infoCmd().exec();
        } finally {
            engine.stop(0);
        }
        return paths.get(0);
    }

    private static EnginePing ping(String address) {
        return new EnginePing(new EngineAddress(URI.create(address)), false, System::nanoTime);
    }

    @Test
    void pingsWithoutHanging(@TempDir Path folder) throws IOException {
        assertThatIOException()
                .isThrownBy(() -> ping("unix://" + folder + "/absent").ping());
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIOException()
                    .isThrownBy(() ->
                            ping("tcp://127.0.0.1:" + silent.getLocalPort()).ping())
                    .withMessageContaining("does not answer within");
        }
        try (FakeEngine engine = new FakeEngine()) {
            engine.listen(folder.resolve("s"));
            ping("unix://" + folder + "/s").ping();
        }
    }

    @Test
    void noticesThatTheEngineComesAndGoes(@TempDir Path folder) throws Exception {
        BlockingQueue<Boolean> news = new LinkedBlockingQueue<>();
        Path socket = folder.resolve("s");
        EngineAddress address = new EngineAddress(URI.create("unix://" + socket));
        try (RealThreads threads = new RealThreads();
                EngineWatch watch = new EngineWatch(
                        address,
                        new EnginePing(address, false, System::nanoTime),
                        threads.pool("engine", 1, 1),
                        threads.scheduler("clock"),
                        Duration.ofMillis(20),
                        news::add)) {
            watch.begin();
            assertThat(news.poll(Workbench.LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
            FakeEngine engine = new FakeEngine();
            engine.listen(socket);
            assertThat(news.poll(Workbench.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            engine.close();
            Files.delete(socket);
            assertThat(news.poll(Workbench.LIMIT.toSeconds(), TimeUnit.SECONDS)).isFalse();
            assertThat(news).isEmpty();
        }
    }

    @Test
    void tellsOnceWhoWaitsForTheEngineThatItIsWatchedNoMore(@TempDir Path folder) {
        List<String> news = new CopyOnWriteArrayList<>();
        EngineAddress address = new EngineAddress(URI.create("unix://" + folder.resolve("absent")));
        ManualThreads threads = new ManualThreads(new ManualTime());
        EngineWatch watch = new EngineWatch(
                address,
                new EnginePing(address, false, threads.time()),
                threads.pool("engine", 1, 1),
                threads.scheduler("clock"),
                Duration.ofSeconds(1),
                present -> {});
        watch.whenAnswering(true, Duration.ofSeconds(5), () -> news.add("back"), () -> news.add("lost"));
        threads.pass(Duration.ofSeconds(4));
        assertThat(news).isEmpty();
        watch.close();
        assertThat(news).containsExactly("lost");
        threads.pass(Duration.ofSeconds(4));
        assertThat(news).containsExactly("lost");
        watch.whenAnswering(true, Duration.ofSeconds(5), () -> news.add("back"), () -> news.add("lost"));
        assertThat(news).containsExactly("lost", "lost");
    }

    @Test
    void endsACallThatGetsNoAnswer(@TempDir Path folder) throws IOException {
        try (RealThreads threads = new RealThreads();
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            CallDeadline deadline = new CallDeadline(threads.scheduler("clock"));
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> deadline.within(Duration.ofMillis(200), "speak", () -> read(folder.resolve("s"))))
                    .withMessageContaining("asked to speak")
                    .matches(e -> e.kind() == EngineException.Kind.AWAY);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    @Timeout(60)
    void closesItselfAfterItRetired(@TempDir Path folder) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        try (Workbench bench = new Workbench("unix://" + folder.resolve("absent"))) {
            bench.retire(closed::countDown);
            closed.await();
        }
    }

    private static int read(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.read(ByteBuffer.allocate(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsWhichCommandsHoldTheKeyToTheMachine() throws BadCommand {
        Privileges privileges = new Privileges(environment(Map.of()).address(""));
        for (String risky : List.of(
                "--privileged",
                "-v/var/run:/var/run:rw",
                "-v/run/docker.sock:/s",
                "-v/:/h",
                "-v/var:/v",
                "--mount=type=bind,source=/var/run/../run,target=/x")) {
            assertThat(privileges.of(DockerRunCommand.parse(List.of("docker", "run", risky, "x"))))
                    .as(risky)
                    .isPresent();
        }
        for (String harmless : List.of("-v/tmp:/a", "-v/var/lib:/b", "-vvar:/c", "--privileged=false", "-v/x")) {
            assertThat(privileges.of(DockerRunCommand.parse(List.of("docker", "run", harmless, "x"))))
                    .as(harmless)
                    .isEmpty();
        }
    }

    @Test
    void leavesNothingButTheEnginesWords() {
        assertThat(EngineWords.message("Status 404: {\"message\":\"no \\\"x\\\"\\u00e9: y\\n\"}\n"))
                .isEqualTo("no \"x\"é: y");
        assertThat(EngineWords.message("plain\n")).isEqualTo("plain");
        assertThat(EngineWords.exception(new RuntimeException(new ConnectException("refused")))
                        .kind())
                .isEqualTo(EngineException.Kind.AWAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void anEngineIsAwayWhenAProxyBeforeItSaysSo(int status) {
        assertThat(EngineWords.exception(new DockerException("Status " + status + ": no server", status))
                        .kind())
                .isEqualTo(EngineException.Kind.AWAY);
    }

    @Test
    void addsUpThePull() {
        long[] now = {0};
        PullTally tally = new PullTally(() -> now[0]);
        assertThat(tally.layer("latest", "Pulling from library/x", 0)).isEmpty();
        assertThat(tally.layer("a", "Pulling fs layer", 0)).contains("0 of 1 layers, 0.0 MB");
        assertThat(tally.layer("b", "Downloading", 1_500_000)).isEmpty();
        now[0] = Duration.ofSeconds(1).toNanos();
        assertThat(tally.layer("a", "Pull complete", 0)).contains("1 of 2 layers, 1.5 MB");
    }
}

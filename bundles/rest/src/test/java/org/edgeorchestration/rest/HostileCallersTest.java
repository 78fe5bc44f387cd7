// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.edgeorchestration.http.Connections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that mean harm, or know no better, over raw sockets. */
class HostileCallersTest {
    private static final long GIGABYTE = 1L << 30;
    private static final String GOOD = "{\"ServiceName\":\"s\",\"ServiceInfo\":[]}";

    private final List<Wire> wires = new ArrayList<>();
    private Fixture node = new Fixture(Map.of("connections", 100, "threads", 6));

    @AfterEach
    void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        node.close();
    }

    private Wire connect() throws IOException {
        Wire wire = node.connect();
        wires.add(wire);
        return wire;
    }

    private void assertAlive() {
        long before = System.nanoTime();
        assertThat(node.post(GOOD).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void refusesAHugeBodyByItsHeaderAlone() throws IOException {
        Wire.Response response = connect().send(Wire.head("POST", GIGABYTE)).receive();
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.headers()).containsEntry("Connection", "close");
        assertThat(response.body()).contains("\"Message\":\"TOO_LARGE\"").contains("65536");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1073741824", "Transfer-Encoding: chunked"})
    void answersWhoStreamsAGigabyteWithoutTakingIt(String framing) throws IOException {
        Wire wire = connect();
        wire.send("POST " + Fixture.SERVICES + " HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n");
        boolean chunked = framing.startsWith("Transfer");
        byte[] piece = new byte[64 * 1_024];
        long sent = 0;
        try {
            while (sent < GIGABYTE) {
                if (chunked) {
                    wire.send("10000\r\n");
                }
                wire.send(piece);
                if (chunked) {
                    wire.send("\r\n");
                }
                sent += piece.length;
            }
        } catch (IOException e) {
            // The server hung up, as it should.
        }
        assertThat(sent).isLessThan(GIGABYTE / 4);
        assertThat(wire.receive().status()).isEqualTo(413);
        assertAlive();
    }

    @Test
    void refusesDeepNestingAtOnceAndWithLittleMemory() throws IOException {
        String deep = "[".repeat(10_000);
        String body = "{\"ServiceName\":" + deep + "]".repeat(10_000) + "}";
        assertThat(node.post(body).statusCode()).isEqualTo(400);
        assertThat(node.post(body).body()).contains("nesting").contains("32");
        byte[] bytes = "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(RequestReader.read(bytes, Optional.empty())).isInstanceOf(RequestReader.Reading.Malformed.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        List<byte[]> bodies = List.of(
                new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'"', (byte) 0xFF, '"'},
                GOOD.getBytes(StandardCharsets.UTF_16),
                GOOD.getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8));
        for (byte[] body : bodies) {
            Wire.Response response =
                    connect().send(Wire.head("POST", body.length)).send(body).receive();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("INVALID_PARAMETER");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-2\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFF\r\n{}\r\n0\r\n\r\n", "100000002\r\n{}\r\n0\r\n\r\n", "x\r\n"
            })
    void refusesChunksThatAreNone(String chunks) throws IOException {
        Wire.Response response = connect()
                .send("POST " + Fixture.SERVICES + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunks)
                .receive();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers()).containsEntry("Connection", "close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST " + Fixture.SERVICES
                        + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "GET /openapi.json\r\n\r\n",
                "GET /openapi.json HTTP/1.2\r\nHost: a\r\n\r\n"
            })
    void tellsWhatItDoesNotSpeakFromAFailureOfItsOwn(String request) throws IOException {
        Wire.Response response = connect().send(request).receive();
        assertThat(response.status()).isIn(501, 505);
        assertThat(response.body()).contains("\"Message\":\"NOT_SUPPORTED\"");
    }

    @Test
    void refusesARequestThatNamesTwoHosts() throws IOException {
        Wire.Response response = connect()
                .send("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
                .receive();
        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void boundsTheMemoryOfAllBodiesThatAreOnTheirWay() throws IOException {
        byte[] most = new byte[RequestBody.MAX_BODY - 1];
        int room = Gate.BODIES / most.length;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 90; i++) {
                connect().send(Wire.head("POST", RequestBody.MAX_BODY)).send(most);
            }
            // Which of them are refused is a matter of chance: those that bring more when there is no room.
            Await.until(() -> wires.stream().filter(Wire::answered).count() >= 90 - room);
            Wire.Response refused = wires.stream()
                    .filter(Wire::answered)
                    .findFirst()
                    .orElseThrow()
                    .receive();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsKey("Retry-After");
            assertAlive();
            for (Wire wire : wires) {
                wire.close();
            }
            wires.clear();
            Await.until(() -> node.server.connections() <= 10);
        }
        byte[] whole = (GOOD + " ".repeat(RequestBody.MAX_BODY - GOOD.length())).getBytes(StandardCharsets.UTF_8);
        Wire late = connect().send(Wire.head("POST", whole.length));
        Await.until(() -> node.server.connections() > 0);
        assertThat(late.send(whole).receive().status()).isEqualTo(200);
    }

    @Test
    void boundsWordsAndVariants() {
        String word = "\"w\",";
        assertThat(node.post(command(word.repeat(255) + "\"w\"")).statusCode()).isEqualTo(200);
        assertThat(node.post(command(word.repeat(256) + "\"w\"")).body()).contains("ServiceInfo[0].ExecCmd");
        assertThat(node.post(command("\"" + "x".repeat(8_192) + "\"")).statusCode())
                .isEqualTo(200);
        assertThat(node.post(command("\"" + "x".repeat(8_193) + "\"")).body()).contains("ServiceInfo[0].ExecCmd[0]");
        String variants = "{\"ExecutionType\":\"native\"},".repeat(16) + "{\"ExecutionType\":\"native\"}";
        assertThat(node.post("{\"ServiceName\":\"s\",\"ServiceInfo\":[" + variants + "]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(node.post("{\"ServiceName\":\"" + "n".repeat(257) + "\",\"ServiceInfo\":[]}")
                        .statusCode())
                .isEqualTo(400);
    }

    private static String command(String words) {
        return "{\"ServiceName\":\"s\",\"ServiceInfo\":[{\"ExecutionType\":\"container\",\"ExecCmd\":[" + words
                + "]}]}";
    }

    @Test
    void endsConnectionsThatNeverBringTheirHeader() throws IOException {
        node.close();
        ManualTime time = new ManualTime();
        node = new Fixture(Map.of(), time);
        Wire silent = connect();
        Wire slow = connect().send("POST ");
        Wire idle = connect().send(Wire.post(GOOD));
        assertThat(idle.receive().status()).isEqualTo(200);
        Await.until(() -> node.server.connections() == 3);
        time.advance(Connections.FIRST_HEADER.plusSeconds(1));
        assertThat(silent.ends()).isTrue();
        assertThat(slow.ends()).isTrue();
        assertThat(idle.send(Wire.post(GOOD)).receive().status()).isEqualTo(200);
        Await.until(() -> {
            time.advance(Connections.NEXT_HEADER.plusSeconds(1));
            return node.server.connections() == 0;
        });
        assertThat(idle.ends()).isTrue();
    }

    @Test
    void answersWhoNeverFinishesTheBody() throws IOException {
        for (int i = 0; i < 20; i++) {
            connect().send(Wire.head("POST", 1_000)).send("{");
        }
        assertAlive();
        for (Wire wire : wires) {
            Wire.Response response = wire.receive();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.headers()).containsEntry("Connection", "close");
        }
    }

    @Test
    void servesAskersHoweverManyOthersHoldConnections() throws IOException {
        for (int i = 0; i < 400; i++) {
            connect().send(i % 2 == 0 ? "GET /" : Wire.head("POST", 1_000) + "{");
        }
        for (int i = 0; i < 10; i++) {
            assertAlive();
        }
        assertThat(wires.get(0).ends()).isTrue();
    }

    /** Its header is due sooner than the bodies of all others: the nearest deadline must not be what is let go first. */
    @Test
    void keepsANewAskerThoughOthersComeAfterIt() throws IOException {
        for (int i = 0; i < 100; i++) {
            connect().send(Wire.head("POST", 1_000)).send("{");
        }
        Await.until(() -> node.server.connections() == 100);
        Wire asker = connect();
        for (int i = 0; i < 50; i++) {
            connect();
        }
        assertThat(asker.send(Wire.post(GOOD)).receive().status()).isEqualTo(200);
    }

    @Test
    void boundsTheConnectionsOfOneOtherHost() throws IOException {
        node.close();
        node = new Fixture(Map.of("connections", 100, "connections_per_address", 5, "callers", "any"));
        for (int i = 0; i < 10; i++) {
            wires.add(node.connectFrom("127.0.0.2").send("GET /"));
        }
        assertThat(wires.get(0).ends()).isTrue();
        try (Wire other = node.connectFrom("127.0.0.3")) {
            assertThat(other.send(Wire.post(GOOD)).receive().status()).isEqualTo(200);
        }
    }

    @Test
    void servesOthersWhileSomeDoNotReadTheirAnswers() throws IOException {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Started(), 2));
        for (int i = 0; i < 1_000; i++) {
            node.services.write("run-1", OutputLine.Stream.STDOUT, "x".repeat(8_000));
        }
        for (int i = 0; i < 20; i++) {
            connect().send("GET " + Fixture.SERVICES + "/run-1/logs HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        assertAlive();
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        Wire wire = connect().send(Wire.post(GOOD) + Wire.post("[]") + Wire.post(GOOD));
        assertThat(wire.receive().status()).isEqualTo(200);
        assertThat(wire.receive().status()).isEqualTo(400);
        assertThat(wire.receive().status()).isEqualTo(200);
    }

    @Test
    void servesThousandsOfRequestsOnOneConnection() throws IOException {
        Wire wire = connect();
        for (int i = 0; i < 5_000; i++) {
            assertThat(wire.send(Wire.post(GOOD)).receive().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/orchestration/services/%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/orchestration/services?status=%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT evil:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET http://evil/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void answersWhatIsHardlyHttp(String request) throws IOException {
        Wire.Response response = connect().send(request).receive();
        assertThat(response.status()).isBetween(200, 505).isNotEqualTo(500);
        assertThat(response.body())
                .doesNotContain("Jetty")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(response.headers()).doesNotContainKey("Server");
        if (!response.body().isEmpty()) {
            assertThat(response.body()).startsWith("{\"Message\":\"").contains("\"Reason\":\"");
        }
        assertAlive();
    }

    @Test
    void boundsTheHeader() throws IOException {
        Wire.Response response = connect()
                .send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10_000) + "\r\n\r\n")
                .receive();
        assertThat(response.status()).isEqualTo(431);
        assertThat(response.body()).contains("TOO_LARGE");
        Wire.Response longPath = connect()
                .send("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .receive();
        assertThat(longPath.status()).isEqualTo(414);
    }

    @Test
    void turnsOtherHostsAwayBeforeItReadsWhatTheySend() throws IOException {
        try (Wire other = node.connectFrom("127.0.0.2")) {
            Wire.Response response = other.send(Wire.head("POST", 1_000)).receive();
            assertThat(response.status()).isEqualTo(406);
            assertThat(response.body()).contains("'callers'");
        }
        assertThat(node.services.requests()).isEmpty();
    }

    @Test
    void letsOtherHostsCallWhenItIsToldToButNotBeCalledBackOnLoopback() throws IOException {
        node.close();
        node = new Fixture(Map.of("callers", "127.0.0.2"));
        try (Wire other = node.connectFrom("127.0.0.2")) {
            assertThat(other.send(Wire.post(GOOD)).receive().status()).isEqualTo(200);
            Wire.Response response = other.send(
                            Wire.post(
                                    "{\"ServiceName\":\"s\",\"ServiceInfo\":[],\"StatusCallbackURI\":\"http://localhost:8888/\"}"))
                    .receive();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("loopback");
        }
        try (Wire third = node.connectFrom("127.0.0.3")) {
            assertThat(third.send(Wire.post(GOOD)).receive().status()).isEqualTo(406);
        }
    }

    @Test
    void turnsThePagesOfOtherSitesAway() throws IOException {
        Wire.Response response = connect()
                .send("POST " + Fixture.SERVICES
                        + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nContent-Type: text/plain\r\nContent-Length: "
                        + GOOD.length() + "\r\n\r\n" + GOOD)
                .receive();
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("evil.example");
        assertThat(node.services.requests()).isEmpty();
    }
}

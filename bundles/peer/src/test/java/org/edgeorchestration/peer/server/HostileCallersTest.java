// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.peer.server.Fixture.API;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.http.BodyReader;
import org.edgeorchestration.http.Connections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileCallersTest {
    private static final List<String> WITH_BODIES = List.of(
            "POST /scoringmgr/score",
            "GET /scoringmgr/score",
            "GET /scoringmgr/resource",
            "POST /servicemgr/services",
            "POST /servicemgr/services/notification/1",
            "POST /discoverymgr/register",
            "GET /discoverymgr/orchestrationinfo");

    /** More than there are threads. */
    private static final int DEAF = 20;

    private final Fixture node = new Fixture();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        node.close();
    }

    @Test
    void bodiesOf0To27BytesAreRefusedOnEveryRoute() throws Exception {
        byte[] sealed = Fixture.GO_SEAL.seal("{\"devID\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        for (String route : WITH_BODIES) {
            String[] parts = route.split(" ", 2);
            for (int length = 0; length < 28; length++) {
                byte[] body = Arrays.copyOf(sealed, length);
                assertThat(node.send(parts[0], API + parts[1], body).statusCode())
                        .isEqualTo(503);
                PeerAnswer seed = node.seedEra(parts[0], API + parts[1], body);
                assertThat(seed.status()).isIn(503, 404);
                assertThat(seed.status() == 503 ? seed.bytes() : new byte[0]).isEmpty();
            }
        }
    }

    @Test
    void everyAnswerOf200ThatIsSealedIsLongerThan11Bytes() throws Exception {
        for (String route : WITH_BODIES) {
            String[] parts = route.split(" ", 2);
            byte[] body = node.sendSealed(
                            parts[0],
                            API + parts[1],
                            "{\"devID\":\"edge-orchestration-other\",\"ServiceID\":1,\"Status\":\"\",\"ServiceName\":\"s\","
                                    + "\"Requester\":\"r\",\"UserArgs\":[\"container\"]}")
                    .body();
            assertThat(body.length).satisfiesAnyOf(length -> assertThat(length).isZero(), length -> assertThat(length)
                    .isGreaterThan(28));
        }
    }

    @Test
    void aHundredThousandForgedBodiesOpenNothing() {
        Random random = new Random(1);
        byte[] sealed = Fixture.GO_SEAL.seal(
                "{\"ServiceID\":1,\"ServiceName\":\"s\",\"UserArgs\":[\"a\"]}".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 100_000; i++) {
            byte[] body = i % 2 == 0 ? sealed.clone() : new byte[random.nextInt(80)];
            if (i % 2 == 0) {
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                random.nextBytes(body);
            }
            assertThat(node.seedEra("POST", API + "/servicemgr/services", body).status())
                    .isEqualTo(503);
        }
        assertThat(node.requests.hosted()).isEmpty();
    }

    @Test
    void aHeaderMustBeWholeInFiveSeconds() throws Exception {
        Socket slow = open("GET /api/v1/ping HTTP/1.1\r\nHost: ");
        Socket silent = open("");
        await(2);
        node.time.advance(Connections.FIRST_HEADER.plusMillis(1));
        node.server.sweep();
        assertThat(Fixture.ends(slow)).isTrue();
        assertThat(Fixture.ends(silent)).isTrue();
    }

    @Test
    void aBodyMustBeWholeInTime() throws Exception {
        Socket slow = open("POST /api/v1/scoringmgr/score HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        await(1);
        assertThat(node.send("GET", API + "/ping", "").statusCode()).isEqualTo(200);
        node.time.advance(BodyReader.WITHIN.multipliedBy(2).plusMillis(1));
        node.server.sweep();
        assertThat(Fixture.ends(slow)).isTrue();
    }

    @Test
    void thousandsWhoOnlyHoldOnKeepNobodyOut() throws Exception {
        long before = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            open(i % 2 == 0 ? "" : "POST /api/v1/servicemgr/services HTTP/1.1\r\nContent-Le");
            if (i % 200 == 0) {
                assertThat(node.send("GET", API + "/ping", "").statusCode()).isEqualTo(200);
            }
        }
        assertThat(node.send("GET", API + "/ping", "").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        assertThat(node.server.connections()).isLessThanOrEqualTo(PeerServer.CONNECTIONS_PER_ADDRESS);
    }

    @Test
    void callersWhoDoNotReadTheirAnswersHoldNoThread() throws Exception {
        byte[] calls = "GET /api/v1/ping HTTP/1.1\r\nHost: x\r\nEdge-Peer: 1\r\n\r\n"
                .repeat(1_000)
                .getBytes(StandardCharsets.ISO_8859_1);
        List<SocketChannel> deaf = new ArrayList<>();
        List<ByteBuffer> said = new ArrayList<>();
        try {
            for (int i = 0; i < DEAF; i++) {
                SocketChannel channel = SocketChannel.open();
                deaf.add(channel);
                said.add(ByteBuffer.wrap(calls));
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.server.port()));
                channel.configureBlocking(false);
            }
            // until for a while nobody has taken anything
            for (int idle = 0; idle < 100; ) {
                long written = 0;
                for (int i = 0; i < DEAF; i++) {
                    ByteBuffer left = said.get(i).hasRemaining()
                            ? said.get(i)
                            : said.get(i).rewind();
                    written += deaf.get(i).write(left);
                }
                idle = written == 0 ? idle + 1 : 0;
                LockSupport.parkNanos(5_000_000);
            }
            assertThat(node.send("GET", API + "/ping", "").statusCode()).isEqualTo(200);

            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (node.server.connections() > 0) {
                // each time anew: on a busy machine one of them gets stuck only after this look
                node.time.advance(PeerServer.ANSWER_WITHIN.plusMillis(1));
                node.server.sweep();
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            for (SocketChannel channel : deaf) {
                channel.close();
            }
        }
    }

    @Test
    void aLargeBodyIsRefusedByItsHeader() throws Exception {
        Socket large =
                open("POST /api/v1/servicemgr/services HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
        assertThat(firstLine(large)).isEqualTo("HTTP/1.1 413 Payload Too Large");
        assertThat(Fixture.ends(large)).isTrue();
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefused() throws Exception {
        Socket large =
                open("POST /api/v1/servicemgr/services HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            for (int i = 0; i < 64; i++) {
                large.getOutputStream().write(chunk);
            }
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(SocketTimeoutException.class); // it has hung up already
        }
        assertThat(Fixture.ends(large)).isTrue();
        assertThat(node.requests.hosted()).isEmpty();
    }

    @Test
    void aChunkedBodyIsABody() throws Exception {
        Socket chunked =
                open("POST /api/v1/scoringmgr/score HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        chunked.getOutputStream()
                .write("5\r\n{\"dev\r\n8\r\nID\":\"x\"}\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(firstLine(chunked)).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void bytesThatAreNoHttpHarmNobody() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[1 + random.nextInt(2_000)];
            random.nextBytes(garbage);
            try (Socket socket = node.connect()) {
                socket.getOutputStream().write(garbage);
            }
        }
        assertThat(firstLine(open("\u0016\u0003\u0001\r\n\r\n"))).startsWith("HTTP/1.1 400");
        assertThat(firstLine(open("GET /api/v1/ping HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(9_000) + "\r\n\r\n")))
                .startsWith("HTTP/1.1 431");
        assertThat(node.send("GET", API + "/ping", "").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsWithoutAPathAreNotFound() throws Exception {
        for (String line : List.of("CONNECT x:1", "OPTIONS *", "GET http://x", "GET http://x/api/v1/nope?a=%zz")) {
            assertThat(firstLine(open(line + " HTTP/1.1\r\nHost: x:1\r\n\r\n"))).startsWith("HTTP/1.1 40");
        }
    }

    private Socket open(String text) throws Exception {
        Socket socket = node.connect();
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private void await(int connections) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (node.server.connections() < connections) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next > '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallsTest {
    private final RealThreads threads = new RealThreads();
    private final HttpCalls http = new HttpCalls(
            threads.pool("calls", 4, 1_024),
            System::nanoTime,
            Optional.of(HttpCalls.from(Neighbourhood.address(200))),
            Optional.empty());
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws IOException {
        http.close();
        threads.close();
        serving.shutdownNow();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** Answers each request on each connection with these bytes; without any, closes the connection. */
    private Endpoint server(ServerSocket socket, String answer) throws IOException {
        socket.bind(new InetSocketAddress(Neighbourhood.address(1), 0));
        serving.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    connections.add(connection);
                    serving.execute(() -> serve(connection, answer));
                } catch (IOException e) {
                    return;
                }
            }
        });
        return new Endpoint(Neighbourhood.address(1), socket.getLocalPort(), false);
    }

    private void serve(Socket connection, String answer) {
        try (connection) {
            InputStream in = connection.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                requests.add(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                if (answer.isEmpty()) {
                    return;
                }
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private static Call call(Endpoint to) {
        return new Call(
                "GET",
                to,
                "/api/v1/x",
                ByteBuffer.wrap("{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
                Duration.ofSeconds(15));
    }

    private static Call patientCall(Endpoint to) {
        return new Call("GET", to, "/", ByteBuffer.allocate(0), Duration.ofSeconds(15));
    }

    private CallFailed failure(Call call) {
        return (CallFailed) Await.failureOf(http.send(call, Map.of()));
    }

    @Test
    void aGetMayHaveABody() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            Endpoint to = server(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");

            Reply reply = Await.of(http.send(call(to), Map.of("Edge-Peer", "x")));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.bytes()).asString().isEqualTo("hi");
            assertThat(requests.get(0))
                    .startsWith("GET /api/v1/x HTTP/1.1\r\n")
                    .containsOnlyOnce("Host: " + to.authority() + "\r\n")
                    .contains("Content-Length: 7\r\n", "Content-Type: application/json\r\n", "Edge-Peer: x\r\n")
                    .doesNotContainIgnoringCase("Accept-Encoding")
                    .endsWith("\r\n\r\n{\"a\":1}");
        }
    }

    @Test
    void callsComeFromTheAddressOfThisNodeAndConnectionsAreKept() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            Endpoint to = server(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

            for (int each = 0; each < 5; each++) {
                Await.of(http.send(call(to), Map.of()));
            }

            assertThat(connections).hasSize(1);
            assertThat(connections.get(0).getInetAddress()).isEqualTo(Neighbourhood.address(200));
        }
    }

    @Test
    void nobodyListeningIsARefusalAndNothingWasSent() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        CallFailed failure = failure(call(new Endpoint(Neighbourhood.address(1), port, false)));

        assertThat(failure.how()).isEqualTo(CallFailed.How.REFUSED);
        assertThat(failure.perhapsSent()).isFalse();
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerMayHaveCarriedTheCall() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            CallFailed failure = failure(call(server(socket, "")));

            assertThat(failure.how()).isEqualTo(CallFailed.How.BROKEN);
            assertThat(failure.perhapsSent()).isTrue();
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsLateInTime() throws IOException {
        try (ServerSocket hole = new ServerSocket()) {
            hole.bind(new InetSocketAddress(Neighbourhood.address(1), 0));
            Endpoint to = new Endpoint(Neighbourhood.address(1), hole.getLocalPort(), false);
            // more than a connection takes, however busy the machine: later than that would be late unsent
            Call call = new Call("GET", to, "/", ByteBuffer.allocate(0), Duration.ofSeconds(3));

            CallFailed failure = failure(call);

            assertThat(failure.how()).isEqualTo(CallFailed.How.LATE);
            // none but the timer of the deadline says that, and it says when it was to ring
            assertThat(failure).rootCause().hasMessage("Total timeout 3000 ms elapsed");
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            String body = "x".repeat(HttpCalls.ANSWER_LIMIT + 1);
            Endpoint to = server(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(failure(call(to)).how()).isEqualTo(CallFailed.How.BROKEN);
        }
    }

    static Stream<String> answersWithoutEnd() {
        String some = "x".repeat(2_000);
        return Stream.of(
                "HTTP/1.1 200 OK\r\nX: " + some.repeat(500),
                "HTTP/1.1 200 OK\r\n" + ("X: " + some + "\r\n").repeat(500),
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + ("X: " + some + "\r\n").repeat(500));
    }

    @ParameterizedTest
    @MethodSource("answersWithoutEnd")
    void anAnswerWhoseHeaderOrTrailerDoesNotEndIsCutOffBeforeTheDeadline(String answer) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            CallFailed failure = failure(patientCall(server(socket, answer)));

            assertThat(failure.how()).isEqualTo(CallFailed.How.BROKEN);
            assertThat(failure).hasMessageContaining("its answer is longer than");
            Await.until(connections.get(0)::isClosed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102, 103})
    void anAnswerThatOnlyPromisesOneIsAFailure(int status) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            CallFailed failure = failure(patientCall(server(socket, "HTTP/1.1 " + status + " Wait\r\n\r\n")));

            assertThat(failure.how()).isEqualTo(CallFailed.How.BROKEN);
            assertThat(failure).hasMessageContaining("" + status);
            Await.until(connections.get(0)::isClosed);
        }
    }

    @Test
    void theLongestAnswerIsReadAgainAndAgainOnOneConnection() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            String body = "x".repeat(HttpCalls.ANSWER_LIMIT);
            Endpoint to = server(
                    socket,
                    "HTTP/1.1 200 OK\r\nX: " + "x".repeat(8_000) + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                            + body);

            for (int each = 0; each < 3; each++) {
                assertThat(Await.of(http.send(patientCall(to), Map.of())).bytes())
                        .hasSize(HttpCalls.ANSWER_LIMIT);
            }

            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void aRedirectIsAnAnswerLikeAnyOther() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            Endpoint to = server(
                    socket,
                    "HTTP/1.1 301 Moved Permanently\r\nLocation: http://127.0.1.3/\r\nContent-Length: 0\r\n\r\n");

            assertThat(Await.of(http.send(call(to), Map.of())).status()).isEqualTo(301);
        }
    }

    @Test
    void garbageIsAFailureLikeAnyOther() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            assertThat(failure(call(server(socket, "\u0000\u0001 not HTTP\r\n\r\n")))
                            .perhapsSent())
                    .isTrue();
        }
    }

    @Test
    void ofManyCallsToANodeThatHoldsThemUpMostWereNeverSent() throws IOException {
        try (ServerSocket hole = new ServerSocket()) {
            hole.bind(new InetSocketAddress(Neighbourhood.address(1), 0), 100);
            Endpoint to = new Endpoint(Neighbourhood.address(1), hole.getLocalPort(), false);
            // all of them are there before the first one ends, however busy the machine
            Call call = new Call("GET", to, "/", ByteBuffer.allocate(0), Duration.ofSeconds(3));

            List<CompletableFuture<Reply>> sent = IntStream.range(0, 400)
                    .mapToObj(each -> http.send(call, Map.of()))
                    .toList();
            List<CallFailed> failures = sent.stream()
                    .map(each -> (CallFailed) Await.failureOf(each))
                    .toList();

            assertThat(failures)
                    .extracting(CallFailed::how)
                    .contains(CallFailed.How.CROWDED, CallFailed.How.LATE_UNSENT, CallFailed.How.LATE);
            assertThat(failures.stream().filter(CallFailed::perhapsSent).count())
                    .isLessThan(200);
        }
    }
}

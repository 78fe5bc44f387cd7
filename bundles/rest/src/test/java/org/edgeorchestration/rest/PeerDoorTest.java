// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.api.peer.PeerCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of other nodes on the applications' port, over raw sockets. */
class PeerDoorTest {
    private static final String STRANGER = "127.0.0.2";
    private static final String SCORE = "/api/v1/scoringmgr/score";
    private static final byte[] SEALED = everyByte();

    private final Fixture node = new Fixture();
    private final FakePeerCalls peers = new FakePeerCalls();

    /** Takes what nodes of the seed era call, remembers it, and answers as the test says. */
    private static final class FakePeerCalls implements PeerCalls {
        final List<PeerCall> calls = new CopyOnWriteArrayList<>();
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile Function<PeerCall, CompletionStage<PeerAnswer>> behaviour = call -> answer(200, Map.of(), new byte[0]);

        static CompletionStage<PeerAnswer> answer(int status, Map<String, String> headers, byte[] body) {
            return CompletableFuture.completedStage(new PeerAnswer(status, headers, ByteBuffer.wrap(body)));
        }

        @Override
        public boolean takes(String path) {
            asked.add(path);
            return path.equals("/api/v1/ping") || path.startsWith("/api/v1/scoringmgr/");
        }

        @Override
        public CompletionStage<PeerAnswer> answer(PeerCall call) {
            calls.add(call);
            return behaviour.apply(call);
        }
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (255 - i);
        }
        return bytes;
    }

    @BeforeEach
    void open() {
        node.server.calls = peers;
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static String head(String method, String path, int length) {
        return method + " " + path + " HTTP/1.1\r\nHost: 192.168.1.37:56001\r\nUser-Agent: Go-http-client/1.1\r\n"
                + "Content-Length: " + length + "\r\nAccept-Encoding: gzip\r\n\r\n";
    }

    private Wire.Response call(String method, String path, byte[] body) throws IOException {
        try (Wire wire = node.connectFrom(STRANGER)) {
            return wire.send(head(method, path, body.length)).send(body).receive();
        }
    }

    @Test
    void answersAnotherHostWithExactlyTheBytesItIsGiven() throws IOException {
        byte[] sealed = "\u0000ÿ sealed, too".getBytes(StandardCharsets.ISO_8859_1);
        peers.behaviour = call -> FakePeerCalls.answer(
                200, Map.of("Content-Type", "application/json; charset=UTF-8", "Connection", "close"), sealed);
        try (Wire wire = node.connectFrom(STRANGER)) {
            wire.send(head("POST", SCORE, SEALED.length)).send(SEALED);
            String[] answer = new String(wire.all(), StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2);
            assertThat(answer[0].lines().filter(line -> !line.startsWith("Date: ")))
                    .containsExactlyInAnyOrder(
                            "HTTP/1.1 200 OK",
                            "Content-Type: application/json; charset=UTF-8",
                            "Connection: close",
                            "Content-Length: " + sealed.length);
            assertThat(answer[1].getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(sealed);
        }
        PeerCall call = peers.calls.get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo(SCORE);
        assertThat(call.from().getAddress().getHostAddress()).isEqualTo(STRANGER);
        assertThat(call.at().getPort()).isEqualTo(node.port());
        assertThat(call.secure()).isFalse();
        assertThat(call.header("user-agent")).contains("Go-http-client/1.1");
        assertThat(call.bytes()).isEqualTo(SEALED);
    }

    @Test
    void readsTheBodyOfAGetAlsoWhenItComesInPieces() throws IOException {
        assertThat(call("GET", SCORE, SEALED).status()).isEqualTo(200);
        try (Wire wire = node.connectFrom(STRANGER)) {
            wire.send("GET " + SCORE + "?x=1 HTTP/1.1\r\nHost: n\r\nTransfer-Encoding: chunked\r\n\r\n80\r\n");
            wire.send(Arrays.copyOf(SEALED, 0x80));
            Await.until(() -> peers.asked.size() == 2);
            wire.send("\r\n80\r\n")
                    .send(Arrays.copyOfRange(SEALED, 0x80, 0x100))
                    .send("\r\n0\r\n\r\n");
            assertThat(wire.receive().status()).isEqualTo(200);
        }
        assertThat(peers.calls).hasSize(2).allSatisfy(call -> {
            assertThat(call.path()).isEqualTo(SCORE);
            assertThat(call.bytes()).isEqualTo(SEALED);
        });
        assertThat(call("GET", "/api/v1/ping", new byte[0]).status()).isEqualTo(200);
        assertThat(peers.calls.get(2).bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"405,''", "301,/api/v1/ping", "404,''"})
    void handsOnEveryStatus(int status, String location) throws IOException {
        peers.behaviour = call ->
                FakePeerCalls.answer(status, location.isEmpty() ? Map.of() : Map.of("Location", location), new byte[0]);
        Wire.Response answer = call("PUT", "/api/v1/ping", new byte[0]);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().getOrDefault("Location", "")).isEqualTo(location);
        assertThat(answer.headers()).doesNotContainKeys("Content-Type", "Allow");
        assertThat(answer.headers()).containsEntry("Content-Length", "0");
    }

    @Test
    void opensToOtherNodesOnlyWhatTheyCall() throws IOException {
        assertThat(call("POST", Fixture.SERVICES, "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(406);
        assertThat(call("GET", "/openapi.json", new byte[0]).status()).isEqualTo(406);
        assertThat(call("GET", "/api/v1/ping/../orchestration/nodes", new byte[0])
                        .status())
                .isIn(400, 406);
        assertThat(peers.calls).isEmpty();
    }

    @Test
    void hasNothingForOtherNodesWhileNobodyAnswersThem() throws IOException {
        node.server.calls = null;
        assertThat(call("GET", "/api/v1/ping", new byte[0]).status()).isEqualTo(406);
        assertThat(node.get("/api/v1/ping").statusCode()).isEqualTo(404);
    }

    @Test
    void endsACallAsItBeganWhoeverLeavesMeanwhile() throws IOException {
        try (Wire wire = node.connectFrom(STRANGER)) {
            wire.send(head("POST", SCORE, SEALED.length)).send(Arrays.copyOf(SEALED, 1));
            Await.until(() -> peers.asked.contains(SCORE));
            node.server.calls = null;
            wire.send(Arrays.copyOfRange(SEALED, 1, SEALED.length));
            assertThat(wire.receive().status()).isEqualTo(200);
        }
        assertThat(peers.calls.get(0).bytes()).isEqualTo(SEALED);
    }

    @Test
    void takesNoLargerBodyThanFromApplications() throws IOException {
        try (Wire wire = node.connectFrom(STRANGER)) {
            Wire.Response answer =
                    wire.send(head("POST", SCORE, RequestBody.MAX_BODY + 1)).receive();
            assertThat(answer.status()).isEqualTo(413);
        }
        assertThat(peers.calls).isEmpty();
        assertThat(call("POST", SCORE, new byte[RequestBody.MAX_BODY]).status()).isEqualTo(200);
    }

    @Test
    void leavesApplicationsTheirMemoryHoweverManyCallsAreOnTheirWay() throws IOException {
        byte[] most = new byte[RequestBody.MAX_BODY - 1];
        int calls = Gate.PEERS_BODIES / most.length + 1;
        List<Wire> wires = new ArrayList<>();
        try (Wire application = node.connect()) {
            for (int i = 0; i < calls; i++) {
                wires.add(node.connectFrom(STRANGER)
                        .send(head("POST", SCORE, RequestBody.MAX_BODY))
                        .send(most));
            }
            Await.until(() -> wires.stream().anyMatch(Wire::answered));
            Wire refused = wires.stream().filter(Wire::answered).findFirst().orElseThrow();
            assertThat(refused.receive().status()).isEqualTo(429);
            application.send(Wire.head("POST", RequestBody.MAX_BODY)).send(most).send(" ");
            assertThat(application.receive().status()).isEqualTo(400);
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }

    @Test
    void saysThatItFailedWithoutABodyThatCouldBeTakenForASealedOne() throws IOException {
        peers.behaviour = call -> {
            throw new IllegalStateException("a bug");
        };
        Wire.Response thrown = call("POST", SCORE, SEALED);
        peers.behaviour = call -> CompletableFuture.failedStage(new IllegalStateException("a bug"));
        Wire.Response failed = call("POST", SCORE, SEALED);
        for (Wire.Response answer : List.of(thrown, failed)) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void waitsTenSecondsForAnAnswer() throws IOException {
        CompletableFuture<PeerAnswer> never = new CompletableFuture<>();
        peers.behaviour = call -> never;
        long begun = System.nanoTime();
        Wire.Response answer = call("POST", SCORE, SEALED);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers()).containsEntry("Connection", "close");
        assertThat((System.nanoTime() - begun) / 1e9).isBetween(9.0, 15.0);
        never.complete(new PeerAnswer(200, Map.of(), ByteBuffer.allocate(0)));
        assertThat(node.get("/openapi.json").statusCode()).isEqualTo(200);
    }
}

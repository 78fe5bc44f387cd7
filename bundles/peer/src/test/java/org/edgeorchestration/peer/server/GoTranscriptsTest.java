// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.peer.server.Fixture.API;
import static org.edgeorchestration.peer.server.Fixture.text;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.peer.FakePeerRequests.Hosted;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transcripts H1 to H15, H23 and H24 of real Go nodes (specification, section 11.6), with the improvements named there. */
class GoTranscriptsTest {
    private static final String SCORE = API + "/scoringmgr/score";
    private static final String RESOURCE = API + "/scoringmgr/resource";
    private static final String SERVICES = API + "/servicemgr/services";
    private static final String KNOWN = "{\"devID\":\"edge-orchestration-other\"}";
    private static final String NO_RESOURCES =
            "{\"cpuCount\":0,\"cpuFreq\":0,\"cpuUsage\":0,\"netBandwidth\":0,\"rtt\":0}";
    private static final String JSON = "application/json; charset=UTF-8";
    private static final String SEED_ORDER =
            "{\"NotificationTargetURL\":\"192.168.1.38\",\"ServiceID\":1,\"ServiceName\":"
                    + "\"hello-world\",\"UserArgs\":[\"docker\",\"run\",\"-v\",\"/var/run:/var/run:rw\",\"hello-world\"]}";
    private static final String ORDER =
            "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":\"r\",\"NotificationTargetURL\":"
                    + "\"1.2.3.4\",\"UserArgs\":[\"docker\",\"run\",\"img\",\"container\"]}";

    private final Fixture node = new Fixture();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void h1PingIsAnsweredWithPong() throws Exception {
        HttpResponse<byte[]> answer = node.send("GET", API + "/ping", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("Pong\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(JSON);
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
        assertThat(answer.headers().map())
                .containsKeys("date", "content-length")
                .doesNotContainKey("server");
    }

    @ParameterizedTest
    @CsvSource({"GET /api/v1/ping, 5", "POST /api/v1/ping, 0", "GET /api/v1/nope, 19", "POST /api/v1/ping/, 0"})
    void everyAnswerSaysItsLength(String line, int length) throws Exception {
        try (Socket socket = node.connect()) {
            socket.getOutputStream().write((line + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer)
                    .contains("\r\nContent-Length: " + length + "\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .doesNotContain("Transfer-Encoding");
        }
    }

    @Test
    void h2PingOfTheSeedEraIsAnsweredWithNothing() {
        PeerAnswer answer = node.seedEra("GET", API + "/ping", new byte[0]);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
        assertThat(answer.headers()).isEqualTo(Map.of("Content-Type", JSON, "Connection", "close"));
    }

    @Test
    void h3PingIsNoPost() throws Exception {
        HttpResponse<byte[]> answer = node.send("POST", API + "/ping", "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("content-type", "allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nope", "/", "/api/v1/servicemgr/services/7", "/api/v1/ping//", "/api/v1/ping/x"})
    void h4AnUnknownPathIsNotFound(String path) throws Exception {
        HttpResponse<byte[]> answer = node.send("GET", path, "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).isEqualTo("404 page not found\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void h5ASlashTooManyIsMoved() throws Exception {
        HttpResponse<byte[]> answer = node.send("GET", API + "/ping/", "");
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/ping");
        assertThat(text(answer)).isEqualTo("<a href=\"/api/v1/ping\">Moved Permanently</a>.\n\n");
        assertThat(node.send("POST", SERVICES + "/", "").body()).isEmpty();
    }

    @Test
    void h6AndH7AScoreIsAskedForByEitherMethod() throws Exception {
        for (String method : List.of("GET", "POST")) {
            HttpResponse<byte[]> answer = node.send(method, SCORE, "{\"devID\":\"x\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            // Where a Go node says 0 to one that it has not met, which then takes it for an error.
            assertThat(text(answer)).isEqualTo("{\"ScoreValue\":7.5}");
            assertThat(node.scores.asked).isZero();
        }
    }

    @Test
    void theScoreCountsTheWayToWhoAsks() throws Exception {
        node.send("POST", SCORE, KNOWN);
        assertThat(node.scores.asked).isEqualTo(Fixture.ROUND_TRIP);
    }

    @Test
    void aFullOrUnmeasuredNodeScoresNextToNothingButNotZero() throws Exception {
        Load idle = Peers.idle();
        node.requests.is(new Load(idle.resources(), idle.goScore(), 3, 0, true));
        assertThat(text(node.send("POST", SCORE, KNOWN))).isEqualTo("{\"ScoreValue\":1.0E-6}");
        node.requests.is(idle);
        node.scores.sample = Optional.empty();
        assertThat(text(node.send("POST", SCORE, KNOWN))).isEqualTo("{\"ScoreValue\":1.0E-6}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{x", "", "[1]", "null", "{}{}"})
    void h8WhatIsNoObjectIsNotOpened(String body) throws Exception {
        HttpResponse<byte[]> answer = node.send("POST", SCORE, body);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"devID\":1}", "{\"devID\":null}"})
    void h9AnObjectThatLacksSomethingIsMalformed(String body) throws Exception {
        assertThat(node.send("POST", SCORE, body).statusCode()).isEqualTo(400);
        assertThat(node.send("GET", RESOURCE, body).statusCode()).isEqualTo(400);
    }

    @Test
    void h10ResourcesAreFiveNumbersForWhoIsKnown() throws Exception {
        assertThat(text(node.send("GET", RESOURCE, KNOWN)))
                .isEqualTo("{\"cpuCount\":2,\"cpuFreq\":3800,\"cpuUsage\":100,\"netBandwidth\":1000,"
                        + "\"rtt\":0.001024097}");
        HttpResponse<byte[]> unknown = node.send("GET", RESOURCE, "{\"devID\":\"x\"}");
        assertThat(unknown.statusCode()).isEqualTo(500);
        assertThat(unknown.body()).isEmpty();
    }

    @Test
    void whoIsFullOrUnmeasuredHasNoResourcesButTellsThemAllTheSame() throws Exception {
        Load idle = Peers.idle();
        node.requests.is(new Load(idle.resources(), idle.goScore(), 3, 0, true));
        assertThat(text(node.send("GET", RESOURCE, KNOWN))).isEqualTo(NO_RESOURCES);
        node.requests.is(idle);
        node.scores.sample = Optional.empty();
        assertThat(text(node.send("GET", RESOURCE, KNOWN))).isEqualTo(NO_RESOURCES);
    }

    /** An error would have the Go node close the connection of the application that asked it. */
    @Test
    void whosePlaintextIsRefusedIsToldOfNoResources() throws Exception {
        try (Fixture strict = new Fixture(Optional.of(Fixture.KEY), false, Optional.empty())) {
            HttpResponse<byte[]> answer = strict.send("GET", RESOURCE, KNOWN);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer)).isEqualTo(NO_RESOURCES);
            assertThat(strict.send("GET", RESOURCE, "{").statusCode()).isEqualTo(503);
            assertThat(Fixture.opened(strict.sendSealed("GET", RESOURCE, KNOWN).body()))
                    .contains("\"cpuCount\":2");
        }
    }

    @Test
    void anOrderNeedsNoName() throws Exception {
        assertThat(node.send("POST", SERVICES, ORDER.replace("\"s\"", "\"\"")).statusCode())
                .isEqualTo(200);
        assertThat(node.requests.hosted())
                .singleElement()
                .satisfies(hosted -> assertThat(hosted.order().serviceName()).isEqualTo("container"));
    }

    @Test
    void h11InfoTellsWhatIsTrue() throws Exception {
        assertThat(text(node.send("GET", API + "/discoverymgr/orchestrationinfo", "{\"devID\":\"DevID\"}")))
                .isEqualTo("{\"ExecutionType\":\"container\",\"Platform\":\"linux\",\"ServiceList\":null}");
        assertThat(node.send("POST", API + "/discoverymgr/register", "{}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void h12ANotificationIsTakenOnce() throws Exception {
        node.others.known.add(77L);
        String news = "{\"ServiceID\":77,\"Status\":\"Finished\"}";
        HttpResponse<byte[]> known = node.send("POST", SERVICES + "/notification/77", news);
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.body()).isEmpty();
        HttpResponse<byte[]> again = node.send("POST", SERVICES + "/notification/77", news);
        assertThat(again.statusCode()).isEqualTo(500);
        assertThat(again.body()).isEmpty();
        assertThat(node.others.notified).contains("127.0.0.1 PLAIN 77 Finished");
        assertThat(node.send("POST", SERVICES + "/notification/77", "{\"ServiceID\":\"77\",\"Status\":\"\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void h13AnOrderIsStartedAndItsStatusGoesToItsSource() throws Exception {
        assertThat(text(node.send("POST", SERVICES, ORDER))).isEqualTo("{\"Status\":\"Started\"}");
        Hosted hosted = node.requests.hosted().get(0);
        assertThat(hosted.order().command()).containsExactly("docker", "run", "img");
        assertThat(hosted.order().type()).isEqualTo(ExecutionType.CONTAINER);
        assertThat(hosted.order().requester()).hasValue("r");
        assertThat(hosted.origin().hearsRefusals()).isFalse();
        assertThat(hosted.origin().node()).isEmpty();
        assertThat(ReplyAddress.parse(hosted.origin().replyTo()))
                .isEqualTo(new ReplyAddress.OfGo(InetAddress.getLoopbackAddress(), 56_002, false, Encoding.PLAIN, 7));
    }

    @Test
    void h14AnOrderWithoutARequesterIsMalformed() throws Exception {
        assertThat(node.send("POST", SERVICES, ORDER.replace("\"Requester\":\"r\",", ""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(node.requests.hosted()).isEmpty();
    }

    @Test
    void h15WordsThatMustNotRunAreRefused() throws Exception {
        node.requests.receives((order, origin) ->
                new Reception.Refused(Refusal.declined("not found registered service", "ls is not installed")));
        HttpResponse<byte[]> answer = node.send("POST", SERVICES, nativeOrder());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
        assertThat(node.requests.hosted()).singleElement().satisfies(hosted -> {
            assertThat(hosted.origin().hearsRefusals()).isTrue();
            assertThat(hosted.order().command()).containsExactly("ls");
        });
    }

    @Test
    void aBusyNodeLetsTheOrderOfAGoNodeWait() throws Exception {
        node.requests.receives((order, origin) ->
                origin.hearsRefusals() ? new Reception.Refused(Refusal.busy("full")) : new Reception.Accepted());
        assertThat(text(node.send("POST", SERVICES, nativeOrder()))).isEqualTo("{\"Status\":\"Started\"}");
        List<ExecutionOrder> orders =
                node.requests.hosted().stream().map(Hosted::order).toList();
        assertThat(orders).hasSize(2);
        assertThat(orders.get(0)).isEqualTo(orders.get(1));
    }

    @Test
    void h23PlaintextIsNotOpenedUnlessAccepted() throws Exception {
        try (Fixture strict = new Fixture(Optional.of(Fixture.KEY), false, Optional.empty())) {
            byte[] body = KNOWN.getBytes(StandardCharsets.UTF_8);
            PeerAnswer answer = strict.seedEra("GET", SCORE, body);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.bytes()).isEmpty();
            assertThat(strict.send("POST", SCORE, body).statusCode()).isEqualTo(503);
            assertThat(strict.send("POST", SERVICES, ORDER).statusCode()).isEqualTo(503);
            assertThat(strict.send("GET", API + "/discoverymgr/orchestrationinfo", "")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(strict.requests.hosted()).isEmpty();
        }
    }

    @Test
    void h24AnOrderOfTheSeedEraIsAllOfTheCommand() {
        byte[] body = Fixture.GO_SEAL.seal(SEED_ORDER.getBytes(StandardCharsets.UTF_8));
        PeerAnswer answer = node.seedEra("POST", SERVICES, body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Fixture.opened(answer.bytes())).isEqualTo("{\"Status\":\"Started\"}");
        Hosted hosted = node.requests.hosted().get(0);
        assertThat(hosted.order().command())
                .containsExactly("docker", "run", "-v", "/var/run:/var/run:rw", "hello-world");
        assertThat(hosted.origin().replyTo()).isEqualTo(URI.create("edge-peer://127.0.0.1:56001/go/http/sealed/1"));
    }

    @Test
    void aSealedQuestionGetsASealedAnswer() throws Exception {
        assertThat(Fixture.opened(node.sendSealed("GET", SCORE, KNOWN).body())).isEqualTo("{\"ScoreValue\":7.5}");
        assertThat(Fixture.opened(node.sendSealed("GET", RESOURCE, KNOWN).body()))
                .contains("\"cpuCount\":2");
        assertThat(node.others.heard).containsOnly(Fixture.OTHER);
    }

    @Test
    void plaintextMakesNobodyKnown() throws Exception {
        node.send("POST", SCORE, KNOWN);
        assertThat(node.others.heard).isEmpty();
    }

    @Test
    void aSealedOrderOrNotificationIsTakenOnceInADay() throws Exception {
        byte[] order = Fixture.GO_SEAL.seal(ORDER.getBytes(StandardCharsets.UTF_8));
        assertThat(node.send("POST", SERVICES, order).statusCode()).isEqualTo(200);
        assertThat(node.send("POST", SERVICES, order).statusCode()).isEqualTo(503);
        assertThat(node.seedEra("POST", SERVICES, order).status()).isEqualTo(503);
        node.time.advance(ReplayGuard.KEPT);
        assertThat(node.send("POST", SERVICES, order).statusCode()).isEqualTo(503);
        assertThat(node.requests.hosted()).hasSize(1);

        byte[] news = Fixture.GO_SEAL.seal("{\"ServiceID\":7,\"Status\":\"\"}".getBytes(StandardCharsets.UTF_8));
        node.others.known.add(7L);
        assertThat(node.send("POST", SERVICES + "/notification/7", news).statusCode())
                .isEqualTo(200);
        node.others.known.add(7L);
        assertThat(node.send("POST", SERVICES + "/notification/7", news).statusCode())
                .isEqualTo(503);
    }

    @Test
    void withoutAKeyNothingSealedIsOpenedButPingsAreAnswered() throws Exception {
        try (Fixture keyless = new Fixture(Optional.empty(), true, Optional.empty())) {
            HttpResponse<byte[]> ping = keyless.send("GET", API + "/ping", "");
            assertThat(ping.statusCode()).isEqualTo(200);
            assertThat(ping.headers().firstValue("Edge-Peer")).isEmpty();
            assertThat(keyless.sendSealed("GET", SCORE, KNOWN).statusCode()).isEqualTo(503);
            assertThat(keyless.send("POST", SCORE, KNOWN).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/ping, true",
        "/api/v1/ping/, true",
        "/api/v1/scoringmgr/score, true",
        "/api/v1/servicemgr/services, true",
        "/api/v1/servicemgr/services/notification/5, true",
        "/api/v1/servicemgr/services/5, false",
        "/api/v1/scoringmgr/resource, false",
        "/api/v1/discoverymgr/register, false",
        "/api/v1/orchestration/services, false",
        "/, false",
    })
    void theApplicationsPortHasTheRoutesOfTheSeedEra(String path, boolean taken) {
        assertThat(node.server.calls().takes(path)).isEqualTo(taken);
    }

    private static String nativeOrder() {
        return "{\"ServiceID\":7,\"ServiceName\":\"ls\",\"Requester\":\"r\",\"UserArgs\":[\"ls\",\"native\"]}";
    }
}

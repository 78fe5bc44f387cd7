// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.peer.server.Fixture.API;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.KnownJson;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.edgeorchestration.peer.wire.ReportJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OurCallsTest {
    private static final String SCORE = API + "/scoringmgr/score";
    private static final String SERVICES = API + "/servicemgr/services";
    private static final String QUESTION = "{\"devID\":\"edge-orchestration-other\"}";
    private static final ExecutionOrder ORDER = new ExecutionOrder(
            new ExecutionId("e-1"), "s", ExecutionType.CONTAINER, List.of("docker", "run", "img"), Optional.empty());

    private final Fixture node = new Fixture(Optional.of(Fixture.KEY), false, Optional.empty());
    private final Fixture.Caller caller = node.caller;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aScoreIsAnIntroductionAsWell() throws Exception {
        ScoreJson answer = ScoreJson.read(caller.say("POST", SCORE, QUESTION));
        assertThat(answer.score()).hasValue(Fixture.GO_SCORE);
        assertThat(answer.node().orElseThrow().node()).isEqualTo(node.requests.self());
        assertThat(answer.node().orElseThrow().life()).isEqualTo("life-1");
        assertThat(answer.load()).hasValue(Peers.idle());
        assertThat(node.others.heard).containsExactly(Fixture.OTHER);
    }

    @Test
    void anOrderIsTakenUnderItsOwnId() throws Exception {
        StatusAnswer answer = StatusAnswer.read(order());
        assertThat(answer.refusal()).isEmpty();
        assertThat(answer.load()).hasValue(Peers.idle());
        assertThat(node.requests.hosted()).singleElement().satisfies(hosted -> {
            assertThat(hosted.order()).isEqualTo(ORDER);
            assertThat(hosted.origin().node()).hasValue(Fixture.OTHER);
            assertThat(hosted.origin().hearsRefusals()).isTrue();
            assertThat(ReplyAddress.parse(hosted.origin().replyTo()))
                    .isEqualTo(new ReplyAddress.OfOurs(Fixture.OTHER, InetAddress.getLoopbackAddress()));
        });
    }

    @Test
    void aRefusalIsToldAndLeavesNothingBehind() throws Exception {
        node.requests.receives((order, origin) -> new Reception.Refused(Refusal.busy("full")));
        assertThat(StatusAnswer.read(order()).refusal()).hasValue(Refusal.busy("full"));
        assertThat(node.output.executions()).isZero();
    }

    @Test
    void aMalformedOrderIsRefused() throws Exception {
        StatusAnswer answer = StatusAnswer.read(caller.say("POST", SERVICES, "{\"ExecutionId\":\"E 1\"}"));
        assertThat(answer.refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(node.requests.hosted()).isEmpty();
    }

    @Test
    void aReportIsHandedOnWithItsSender() throws Exception {
        node.requests.knows(ORDER.id());
        Report report = new Report(
                List.of(new OutputLine(OutputLine.Stream.STDOUT, "x".repeat(8_000))),
                Optional.of(new ExecutionStatus.Finished()));
        assertThat(report(ORDER.id(), report).known()).isTrue();
        assertThat(report(new ExecutionId("e-2"), report).known()).isFalse();
        assertThat(node.requests.reports().get(0).from()).isEqualTo(Fixture.OTHER);
        assertThat(node.requests.reports().get(0).report()).isEqualTo(report);
    }

    @Test
    void aReportMayBeLargerThanAnOrder() throws Exception {
        node.requests.knows(ORDER.id());
        List<OutputLine> lines = Collections.nCopies(20, new OutputLine(OutputLine.Stream.STDOUT, "x".repeat(8_000)));
        assertThat(report(ORDER.id(), new Report(lines, Optional.empty())).known())
                .isTrue();
    }

    @Test
    void aReportForAnotherPathIsNotUnderstood() throws Exception {
        String path = SERVICES + "/notification/e-2";
        String body = json(new ReportJson(ORDER.id(), new Report(List.of(), Optional.empty()), 0));
        EdgePeer header = caller.header();
        HttpResponse<byte[]> answer = caller.send("POST", path, header, caller.sealed("POST", path, header, body));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(caller.seal.openAnswer(400, header, answer.body())).isPresent();
    }

    @Test
    void aStopIsHandedOn() throws Exception {
        node.requests.knows(ORDER.id());
        assertThat(KnownJson.read(caller.say("DELETE", SERVICES + "/e-1", "{}")).known())
                .isTrue();
        assertThat(KnownJson.read(caller.say("DELETE", SERVICES + "/e-2", "{}")).known())
                .isFalse();
        assertThat(node.send("DELETE", SERVICES + "/e-1", "").statusCode()).isEqualTo(404);
        assertThat(node.requests.stopped()).containsExactly(ORDER.id(), new ExecutionId("e-2"));
    }

    @Test
    void connectionsStayOpenForUsAlone() throws Exception {
        EdgePeer header = caller.header();
        HttpResponse<byte[]> answer =
                caller.send("POST", SCORE, header, caller.sealed("POST", SCORE, header, QUESTION));
        assertThat(answer.headers().firstValue("Connection")).isEmpty();
    }

    @Test
    void aCallIsTakenOnceWhereverItIsSent() throws Exception {
        EdgePeer header = caller.header();
        byte[] body = caller.sealed("POST", SERVICES, header, json(OrderJson.forOurs(ORDER, loopback())));
        assertThat(caller.status("POST", SERVICES, header, body)).isEqualTo(200);
        assertThat(caller.status("POST", SERVICES, header, body)).isEqualTo(401);
        assertThat(caller.status("POST", SCORE, header, body)).isEqualTo(401);
        EdgePeer next = caller.header();
        assertThat(caller.status("POST", SERVICES, next, body)).isEqualTo(401);
        assertThat(node.requests.hosted()).hasSize(1);
    }

    @Test
    void aCallIsOpenedNowhereElse() throws Exception {
        String order = json(OrderJson.forOurs(ORDER, loopback()));
        EdgePeer header = caller.header();
        byte[] elsewhere = caller.seal.sealCall(
                "POST", SERVICES, new NodeId("third"), header, order.getBytes(StandardCharsets.UTF_8));
        byte[] reflected = caller.seal.sealAnswer(200, header, order.getBytes(StandardCharsets.UTF_8));
        byte[] foreign = node.new Caller(new SharedKey(new byte[] {1})).sealed("POST", SERVICES, header, order);
        byte[] go = Fixture.GO_SEAL.seal(order.getBytes(StandardCharsets.UTF_8));
        for (byte[] body : List.of(elsewhere, reflected, foreign, go, new byte[0], new byte[11], new byte[27])) {
            HttpResponse<byte[]> answer = caller.send("POST", SERVICES, header, body);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
        }
        EdgePeer early = new EdgePeer(Fixture.OTHER, caller.epoch, Epoch.random(), 1);
        assertThat(caller.status("POST", SERVICES, early, caller.sealed("POST", SERVICES, early, order)))
                .isEqualTo(401);
        assertThat(node.requests.hosted()).isEmpty();
        assertThat(node.others.heard).isEmpty();
        assertThat(node.others.strangers).containsExactly(InetAddress.getLoopbackAddress());
    }

    @Test
    void aSealedCallOfOursIsNoGoCall() throws Exception {
        EdgePeer header = caller.header();
        byte[] body = caller.sealed("POST", SERVICES, header, json(OrderJson.forOurs(ORDER, loopback())));
        assertThat(node.send("POST", SERVICES, body).statusCode()).isEqualTo(503);
    }

    @Test
    void whoIsNotOpenedHearsWhatToSay() throws Exception {
        EdgePeer header = new EdgePeer(Fixture.OTHER, caller.epoch, Epoch.UNKNOWN, 1);
        HttpResponse<byte[]> answer =
                caller.send("POST", SCORE, header, caller.sealed("POST", SCORE, header, QUESTION));
        assertThat(answer.statusCode()).isEqualTo(401);
        EdgePeer.Hint hint = EdgePeer.Hint.parse(
                        answer.headers().firstValue("Edge-Peer").orElseThrow())
                .orElseThrow();
        assertThat(hint.id()).isEqualTo(node.self.id());
        assertThat(hint).isEqualTo(node.hint());
        EdgePeer again = new EdgePeer(Fixture.OTHER, caller.epoch, hint.epoch(), 2);
        assertThat(caller.status("POST", SCORE, again, caller.sealed("POST", SCORE, again, QUESTION)))
                .isEqualTo(200);
    }

    @Test
    void aHeaderThatIsNoneIsNotOpened() throws Exception {
        for (String header : List.of("1", "", "2 a b c d", "1 \"n\" x y 1", "x".repeat(4_000))) {
            assertThat(node.send("POST", SCORE, new byte[40], "Edge-Peer", header)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private ObjectNode order() throws Exception {
        return caller.say("POST", SERVICES, json(OrderJson.forOurs(ORDER, loopback())));
    }

    private KnownJson report(ExecutionId execution, Report report) throws Exception {
        return KnownJson.read(caller.say(
                "POST", SERVICES + "/notification/" + execution, json(new ReportJson(execution, report, 1))));
    }

    private static String json(ReportJson report) {
        return json(report.write());
    }

    private static String json(ObjectNode object) {
        return new String(Json.bytes(object), StandardCharsets.UTF_8);
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }
}

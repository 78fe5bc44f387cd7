// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.scoring.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Resources RESOURCES = new Resources(12.5, 4, 3_800, 1_000, 8L << 30, 5L << 30);
    private static final Load LOAD = new Load(Optional.of(RESOURCES), OptionalDouble.empty(), 3, 1, true);
    private static final ExecutionOrder ORDER = new ExecutionOrder(
            new ExecutionId("e-1"),
            "hello-world",
            ExecutionType.CONTAINER,
            List.of("docker", "run", "hello-world"),
            Optional.of("curl"));

    @Test
    void aScoreAnswerTellsWhoAnswersAndHowBusyItIs() throws Exception {
        Node node = new Node(
                new NodeId("n"),
                "linux",
                List.of(address("192.0.2.1"), address("2001:db8::1")),
                Set.of(ExecutionType.NATIVE, ExecutionType.CONTAINER),
                Set.of("ls", "정말"));
        ScoreJson answer = new ScoreJson(
                OptionalDouble.of(7.5),
                Optional.of(new NodeJson(node, "life-1")),
                Optional.of(LOAD),
                Set.of(new NodeId("a"), new NodeId("b")));
        assertThat(ScoreJson.read(sent(answer.write()))).isEqualTo(answer);
    }

    @Test
    void aLoadNeedNoMeasurement() throws Exception {
        Load load = new Load(Optional.empty(), OptionalDouble.empty(), 0, 0, false);
        ScoreJson answer = new ScoreJson(OptionalDouble.of(1), Optional.empty(), Optional.of(load), Set.of());
        assertThat(ScoreJson.read(sent(answer.write()))).isEqualTo(answer);
    }

    @Test
    void aGoNodesScoreOfZeroIsNoScore() throws Exception {
        assertThat(text(ScoreJson.ofGo(1e-6).write())).isEqualTo("{\"ScoreValue\":1.0E-6}");
        assertThat(ScoreJson.read(json("{\"ScoreValue\":0}")).score()).isEmpty();
        assertThat(ScoreJson.read(json("{\"ScoreValue\":21.91352509238274}")).score())
                .hasValue(21.91352509238274);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ScoreValue\":\"1\"}", "{\"ScoreValue\":null}", "{\"ScoreValue\":1e999}"})
    void aScoreAnswerWithoutANumberIsUnreadable(String answer) {
        assertThatThrownBy(() -> ScoreJson.read(json(answer))).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void anAnswerNamesWhoIsSilentOnlyWhenSomebodyIs() throws Exception {
        ScoreJson one =
                new ScoreJson(OptionalDouble.of(1), Optional.empty(), Optional.empty(), Set.of(new NodeId("a")));
        assertThat(text(one.write())).isEqualTo("{\"ScoreValue\":1,\"Silent\":[\"a\"]}");
        assertThat(text(ScoreJson.ofGo(1).write())).isEqualTo("{\"ScoreValue\":1}");
        assertThat(ScoreJson.read(json("{\"ScoreValue\":1,\"Silent\":null}")).silent())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "[1]", "[\"\"]", "[\"a\",{}]", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]"})
    void whoIsSilentMustBeNamedWellAndInBounds(String silent) {
        assertThatThrownBy(() -> ScoreJson.read(json("{\"ScoreValue\":1,\"Silent\":" + silent + "}")))
                .isInstanceOf(UnreadableBody.class);
        Set<NodeId> tooMany = IntStream.rangeClosed(0, ScoreJson.MOST_SILENT)
                .mapToObj(number -> new NodeId("n" + number))
                .collect(Collectors.toSet());
        assertThatThrownBy(() -> new ScoreJson(OptionalDouble.of(1), Optional.empty(), Optional.empty(), tooMany))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resourcesAreGosFiveNumbers() throws Exception {
        String captured =
                "{\"cpuCount\":2,\"cpuFreq\":3800,\"cpuUsage\":100,\"netBandwidth\":1000,\"rtt\":0.001024097}";
        ResourceJson answer = ResourceJson.read(json(captured));
        assertThat(answer.resources()).isEqualTo(new Resources(100, 2, 3_800, 1_000, 1L << 30, 1L << 30));
        assertThat(answer.roundTrip()).isEqualTo(Duration.ofNanos(1_024_097));
        assertThat(text(answer.write())).isEqualTo(captured);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cpuCount\":0,\"cpuFreq\":3800,\"cpuUsage\":100,\"netBandwidth\":1000,\"rtt\":0}",
                "{\"cpuCount\":2,\"cpuFreq\":0,\"cpuUsage\":100,\"netBandwidth\":1000,\"rtt\":0}",
                "{\"cpuCount\":2,\"cpuFreq\":3800,\"cpuUsage\":100,\"netBandwidth\":1000}",
                "{\"error\":\"x\",\"cpuCount\":2,\"cpuFreq\":3800,\"cpuUsage\":1,\"netBandwidth\":1,\"rtt\":0}",
            })
    void resourcesThatCannotBeAreUnreadable(String answer) {
        assertThatThrownBy(() -> ResourceJson.read(json(answer))).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void anOrderForASeedNodeIsTheWordsAsTheyAre() throws Exception {
        ObjectNode json = sent(OrderJson.forP0(ORDER, 9, address("192.0.2.1")));
        assertThat(json.toString())
                .isEqualTo("{\"ServiceID\":9,\"ServiceName\":\"hello-world\",\"UserArgs\":[\"docker\",\"run\","
                        + "\"hello-world\"],\"NotificationTargetURL\":\"192.0.2.1\"}");
        OrderJson.OfGo read = OrderJson.readGo(json, true);
        assertThat(read.serviceId()).isEqualTo(9);
        assertThat(read.order().command()).isEqualTo(ORDER.command());
        assertThat(read.order().type()).isEqualTo(ExecutionType.CONTAINER);
        assertThatThrownBy(() -> OrderJson.readGo(json, false)).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void anOrderForALaterGoNodeEndsWithItsType() throws Exception {
        OrderJson.OfGo read = OrderJson.readGo(sent(OrderJson.forGo(ORDER, 9, address("192.0.2.1"))), true);
        assertThat(read.order()).usingRecursiveComparison().ignoringFields("id").isEqualTo(ORDER);
    }

    @Test
    void anOrderOfAGoNodeAlwaysNamesARequester() {
        ExecutionOrder anonymous =
                new ExecutionOrder(ORDER.id(), "s", ExecutionType.NATIVE, List.of(), Optional.empty());
        assertThat(text(OrderJson.forGo(anonymous, 1, InetAddress.getLoopbackAddress())))
                .contains("\"Requester\":\"\"", "\"UserArgs\":[\"native\"]");
    }

    @Test
    void anOrderBetweenOursKeepsItsId() throws Exception {
        assertThat(OrderJson.readOurs(sent(OrderJson.forOurs(ORDER, address("192.0.2.1")))))
                .isEqualTo(ORDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ServiceID\":\"7\",\"ServiceName\":\"s\",\"Requester\":\"r\",\"UserArgs\":[\"container\"]}",
                "{\"ServiceID\":7.5,\"ServiceName\":\"s\",\"Requester\":\"r\",\"UserArgs\":[\"container\"]}",
                "{\"ServiceID\":7,\"ServiceName\":1,\"Requester\":\"r\",\"UserArgs\":[\"container\"]}",
                "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":1,\"UserArgs\":[\"container\"]}",
                "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":\"r\",\"UserArgs\":[]}",
                "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":\"r\"}",
                "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":\"r\",\"UserArgs\":\"container\"}",
                "{\"ServiceID\":7,\"ServiceName\":\"s\",\"Requester\":\"r\",\"UserArgs\":[1]}",
                "{\"ServiceID\":7,\"ServiceName\":\"\\ud800\",\"Requester\":\"r\",\"UserArgs\":[\"container\"]}",
            })
    void anOrderThatMakesAGoNodePanicIsUnreadable(String order) {
        assertThatThrownBy(() -> OrderJson.readGo(json(order), true)).isInstanceOf(UnreadableBody.class);
        assertThatThrownBy(() -> OrderJson.readOurs(json(order))).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void anOrderHasAtMost256Words() throws Exception {
        ExecutionOrder most = ofWords(256);
        assertThat(OrderJson.readOurs(OrderJson.forOurs(most, address("192.0.2.1"))))
                .isEqualTo(most);
        ObjectNode more = OrderJson.forOurs(ofWords(257), address("192.0.2.1"));
        assertThatThrownBy(() -> OrderJson.readOurs(more)).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void anAnswerSaysWhyAnOrderIsRefused() throws Exception {
        StatusAnswer answer = new StatusAnswer(Optional.of(Refusal.busy("full")), Optional.of(LOAD));
        assertThat(StatusAnswer.read(sent(answer.write()))).isEqualTo(answer);
        assertThat(text(StatusAnswer.STARTED_BY_GO.write())).isEqualTo("{\"Status\":\"Started\"}");
        assertThat(StatusAnswer.read(json("{\"Status\":\"Started\"}"))).isEqualTo(StatusAnswer.STARTED_BY_GO);
        assertThat(StatusAnswer.read(json("{\"Status\":\"Failed\"}")).refusal()).isPresent();
        assertThatThrownBy(() -> StatusAnswer.read(json("{\"Status\":1}"))).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void aReportKeepsEveryStatus() throws Exception {
        List<ExecutionStatus> statuses = List.of(
                new ExecutionStatus.Accepted(),
                new ExecutionStatus.Pulling("3 of 7"),
                new ExecutionStatus.Started(),
                new ExecutionStatus.Finished(),
                new ExecutionStatus.Failed(OptionalInt.of(3), "because"),
                new ExecutionStatus.Failed(OptionalInt.empty(), ""),
                new ExecutionStatus.Stopped(OptionalInt.empty()),
                new ExecutionStatus.Lost("gone"));
        for (ExecutionStatus status : statuses) {
            ReportJson report = new ReportJson(ORDER.id(), new Report(List.of(), Optional.of(status)), 4);
            assertThat(ReportJson.read(sent(report.write()))).isEqualTo(report);
        }
    }

    @Test
    void aReportCarriesOutputWithoutAStatus() throws Exception {
        ReportJson report = new ReportJson(
                ORDER.id(),
                new Report(
                        List.of(
                                new OutputLine(OutputLine.Stream.STDOUT, "정말\u0000\"\\"),
                                new OutputLine(OutputLine.Stream.NODE, "")),
                        Optional.empty()),
                0);
        assertThat(ReportJson.read(sent(report.write()))).isEqualTo(report);
    }

    @Test
    void halfASurrogatePairIsReplaced() throws Exception {
        ReportJson report = new ReportJson(
                ORDER.id(),
                new Report(List.of(new OutputLine(OutputLine.Stream.STDOUT, "a\ud83d")), Optional.empty()),
                0);
        assertThat(ReportJson.read(sent(report.write())).report().output())
                .containsExactly(new OutputLine(OutputLine.Stream.STDOUT, "a?"));
    }

    @Test
    void aNotificationIsGos() throws Exception {
        NotificationJson notification = NotificationJson.read(json("{\"ServiceID\":1,\"Status\":\"Finished\"}"));
        assertThat(notification).isEqualTo(new NotificationJson(1, "Finished"));
        assertThat(text(notification.write())).isEqualTo("{\"ServiceID\":1,\"Status\":\"Finished\"}");
    }

    @Test
    void aKnownAnswerIsABoolean() throws Exception {
        assertThat(KnownJson.read(sent(new KnownJson(true).write())).known()).isTrue();
        assertThatThrownBy(() -> KnownJson.read(json("{\"Known\":1}"))).isInstanceOf(UnreadableBody.class);
    }

    @Test
    void infoNamesOneTypeAndNoListOfNoServices() throws Exception {
        Node node = new Node(
                new NodeId("n"), "docker", List.of(), Set.of(ExecutionType.NATIVE, ExecutionType.CONTAINER), Set.of());
        assertThat(text(InfoJson.of(node)))
                .isEqualTo("{\"ExecutionType\":\"container\",\"Platform\":\"docker\",\"ServiceList\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "::g", "1::2::3", "a:b", ""})
    void anAddressIsNeverAName(String text) {
        assertThatThrownBy(() -> IpLiteral.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ExecutionOrder ofWords(int count) {
        return new ExecutionOrder(
                ORDER.id(), "s", ExecutionType.NATIVE, Collections.nCopies(count, "w"), Optional.empty());
    }

    private static ObjectNode sent(ObjectNode json) throws UnreadableBody {
        return Json.read(Json.bytes(json));
    }

    private static ObjectNode json(String text) throws UnreadableBody {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ObjectNode json) {
        return new String(Json.bytes(json), StandardCharsets.UTF_8);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}

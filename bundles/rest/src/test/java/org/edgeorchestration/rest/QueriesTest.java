// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything but {@code POST}, over a socket. */
class QueriesTest {
    private static final String RUN = Fixture.SERVICES + "/run-1";

    private static final Duration WAY = Duration.ofNanos(2_500_000);

    private final Fixture node = new Fixture();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void listsExecutions() {
        node.services.change(FakeServiceManager.status("run-1", FakeServiceManager.failed(3, "exit code 3"), 2));
        HttpResponse<String> response = node.get(Fixture.SERVICES);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
        assertThat(response.body())
                .isEqualTo(
                        "[{\"ExecutionId\":\"run-1\",\"ServiceName\":\"hello-world\",\"ExecutionType\":\"container\","
                                + "\"Target\":\"127.0.0.1\",\"Status\":\"Failed\",\"ExitCode\":3,\"Reason\":\"exit code 3\","
                                + "\"Created\":\"2026-01-01T00:00:00Z\",\"Changed\":\"2026-01-01T00:00:02Z\"}]");
    }

    @Test
    void listsOnlyTheExecutionsInOneStatus() {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Started(), 2));
        node.services.change(FakeServiceManager.status("run-2", new ExecutionStatus.Finished(), 3));
        JsonNode started = Fixture.json(node.get(Fixture.SERVICES + "?status=Started"));
        assertThat(started).hasSize(1);
        assertThat(started.at("/0/ExecutionId").textValue()).isEqualTo("run-1");
        assertThat(started.at("/0/ExitCode").isNull()).isTrue();
        HttpResponse<String> unknown = node.get(Fixture.SERVICES + "?status=Running");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("Accepted, Pulling, Started, Finished, Failed, Stopped, Lost");
    }

    @Test
    void tellsTheDateOnce() {
        List<String> dates = node.get(Fixture.SERVICES).headers().allValues("Date");
        assertThat(dates).hasSize(1);
        ZonedDateTime told = ZonedDateTime.parse(dates.get(0), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(Duration.between(told, ZonedDateTime.now(ZoneOffset.UTC)).abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void tellsOfOneExecution() {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Accepted(), 1));
        assertThat(Fixture.json(node.get(RUN)).get("Status").textValue()).isEqualTo("Accepted");
    }

    @Test
    void tellsWhyAnExecutionRunsWhereItRuns() {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Accepted(), 1));
        assertThat(node.get(RUN + "/placement").body())
                .isEqualTo(
                        "{\"Decided\":\"2026-01-01T00:00:00Z\",\"Choice\":{\"Node\":\"near\",\"ExecutionType\":\"container\","
                                + "\"Reason\":\"highest score of 2\"},\"Candidates\":["
                                + "{\"Node\":\"near\",\"Addresses\":[\"127.0.0.1\"],\"Eligible\":true,\"ExecutionType\":\"container\","
                                + "\"Score\":9.0,\"Terms\":[{\"Name\":\"cpu\",\"Value\":9.5},{\"Name\":\"way\",\"Value\":-0.5}],"
                                + "\"Measured\":\"2025-12-31T23:59:59.750Z\",\"AgeMs\":250,\"RoundTripMs\":1.5,\"Reason\":null},"
                                + "{\"Node\":\"" + node.node.id()
                                + "\",\"Addresses\":[\"127.0.0.1\"],\"Eligible\":true,"
                                + "\"ExecutionType\":\"container\",\"Score\":7.5,\"Terms\":[{\"Name\":\"cpu\",\"Value\":5.0},"
                                + "{\"Name\":\"memory\",\"Value\":2.5}],\"Measured\":\"2026-01-01T00:00:00Z\",\"AgeMs\":0,"
                                + "\"RoundTripMs\":null,\"Reason\":null},"
                                + "{\"Node\":\"other\",\"Addresses\":[\"127.0.0.1\"],\"Eligible\":false,\"ExecutionType\":null,\"Score\":null,"
                                + "\"Terms\":[],\"Measured\":null,\"AgeMs\":null,\"RoundTripMs\":null,"
                                + "\"Reason\":\"has no executor for container\"}],\"Omitted\":[{\"Nodes\":7,\"Reason\":\"not looked at\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run-9", "/run-9/placement", "/run-9/logs", "/run-9/logs?follow=true", "/No%20Id", "/%00"})
    void saysSoWhenAnExecutionIsUnknown(String path) {
        HttpResponse<String> response = node.get(Fixture.SERVICES + path);
        assertThat(response.statusCode()).isIn(404, 400);
        assertThat(Fixture.json(response).get("Reason").textValue()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json?x=%", "/openapi.json?%zz=1", Fixture.SERVICES + "?status=%2"})
    void refusesQueriesThatAreWronglyEncoded(String path) throws IOException {
        try (Wire wire = node.connect()) {
            Wire.Response response = wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .receive();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("percent");
        }
    }

    @Test
    void saysSoWhenAnIdIsUnknownWhereverItIsCutShort() {
        HttpResponse<String> response = node.get(Fixture.SERVICES + "/" + "x".repeat(63) + "%F0%9F%98%80".repeat(3));
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_type=xml", "_ctype=xml", "_method=DELETE", "_wadl", "_lang=de"})
    void takesNoOrdersFromTheQueryThatOnlyItsLibraryKnows(String query) {
        assertThat(node.get(Fixture.SERVICES + "?" + query).body()).isEqualTo("[]");
    }

    @Test
    void followsALogThatIsAskedForByTheWordAlone() {
        node.services.write("run-1", Stream.STDOUT, "one");
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Finished(), 3));
        HttpResponse<String> log = node.get(RUN + "/logs?follow");
        assertThat(log.headers().firstValue("Connection")).contains("close");
        assertThat(log.body()).isEqualTo("one\n");
    }

    @Test
    void stopsAnExecution() {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Started(), 2));
        HttpResponse<String> response =
                node.send(HttpRequest.newBuilder(node.uri(RUN)).DELETE());
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(Fixture.json(response).get("ExecutionId").textValue()).isEqualTo("run-1");
        assertThat(node.services.stopped()).containsExactly(new ExecutionId("run-1"));
        HttpResponse<String> unknown = node.send(
                HttpRequest.newBuilder(node.uri(Fixture.SERVICES + "/run-9")).DELETE());
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void givesTheLinesOfBothStreamsInOrder() {
        node.services.change(FakeServiceManager.status("run-1", new ExecutionStatus.Started(), 2));
        node.services.write("run-1", Stream.STDOUT, "one");
        node.services.write("run-1", Stream.NODE, "pulled");
        node.services.write("run-1", Stream.STDERR, "twö");
        node.services.write("run-1", Stream.STDOUT, "three");
        HttpResponse<String> all = node.get(RUN + "/logs");
        assertThat(all.body()).isEqualTo("one\ntwö\nthree\n");
        assertThat(all.headers().firstValue("Content-Type")).contains("text/plain; charset=UTF-8");
        assertThat(node.get(RUN + "/logs?tail=2").body()).isEqualTo("twö\nthree\n");
        assertThat(node.get(RUN + "/logs?tail=0").body()).isEmpty();
        assertThat(node.get(RUN + "/logs?tail=-1").statusCode()).isEqualTo(400);
    }

    @Test
    void listsTheNodes() {
        assertThat(node.get("/api/v1/orchestration/nodes").body())
                .isEqualTo("[{\"Id\":\"" + node.node.id() + "\",\"Self\":true,\"Addresses\":[\"127.0.0.1\"],"
                        + "\"ExecutionTypes\":[\"container\"],\"Services\":[\"hello\"],\"Platform\":\"linux\","
                        + "\"Profile\":\"java\",\"Score\":7.5,\"ScoreAgeMs\":2000,\"RoundTripMs\":0.0,\"Reachable\":true,"
                        + "\"Trouble\":null}]");
    }

    @Test
    void listsOtherNodesAsTheyAreKnown() {
        Peer ours = Peers.distant(Peers.aged(Peers.ours("b-java", Peers.idle()), Duration.ofMillis(300)), WAY);
        Peer seed = Peers.go("c-go", Peers.goScore(1.25));
        Peer late = Peers.troubled(Peers.ours("d-late", Peers.idle()), Peer.Standing.LATE, "it does not answer");
        Peer unknown = new Peer(
                Peers.node("e-new", Set.of()),
                "P5",
                false,
                Peer.Standing.BARRED,
                Optional.of("it speaks plaintext; plaintext.peers = accept allows that"),
                "",
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
        node.server.transport = new FakePeerTransport().put(ours, seed, late, unknown);
        JsonNode nodes = Fixture.json(node.get("/api/v1/orchestration/nodes"));
        assertThat(nodes.findValuesAsText("Id"))
                .containsExactly(node.node.id().value(), "b-java", "c-go", "d-late", "e-new");
        assertThat(nodes.get(1))
                .hasToString("{\"Id\":\"b-java\",\"Self\":false,\"Addresses\":[\"127.0.0.1\"],"
                        + "\"ExecutionTypes\":[\"container\"],\"Services\":[],\"Platform\":\"linux\",\"Profile\":\"java\","
                        + "\"Score\":6.5,\"ScoreAgeMs\":300,\"RoundTripMs\":2.5,\"Reachable\":true,\"Trouble\":null}");
        assertThat(nodes.get(2))
                .hasToString("{\"Id\":\"c-go\",\"Self\":false,\"Addresses\":[\"127.0.0.1\"],"
                        + "\"ExecutionTypes\":[\"container\"],\"Services\":[],\"Platform\":\"linux\",\"Profile\":\"P1\","
                        + "\"Score\":1.25,\"ScoreAgeMs\":0,\"RoundTripMs\":1.0,\"Reachable\":true,\"Trouble\":null}");
        assertThat(nodes.at("/3/Reachable").booleanValue()).isFalse();
        assertThat(nodes.at("/3/Trouble").textValue()).isEqualTo("it does not answer");
        assertThat(nodes.at("/4/Trouble").textValue()).contains("plaintext.peers");
        for (String key : List.of("Score", "ScoreAgeMs", "RoundTripMs")) {
            assertThat(nodes.get(4).get(key).isNull()).as(key).isTrue();
        }
    }

    @Test
    void isHealthyWithAnExecutorAndAScore() {
        HttpResponse<String> well = node.get("/api/v1/orchestration/health");
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body()).isEqualTo("{\"Ready\":true,\"Missing\":[]}");
        node.services.present(Peers.node(node.node.id().value(), Set.of()));
        node.scores.sample = Optional.empty();
        HttpResponse<String> ill = node.get("/api/v1/orchestration/health");
        assertThat(ill.statusCode()).isEqualTo(503);
        assertThat(Fixture.json(ill).get("Missing")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/,404,",
        "GET,/nope,404,",
        "POST,/api/v1/ping,404,",
        "GET,/api/v1/orchestration/services/a/b/c,404,",
        "PUT,/api/v1/orchestration/services,405,POST",
        "DELETE,/api/v1/orchestration/services,405,GET",
        "POST,/api/v1/orchestration/services/run-1,405,DELETE",
        "POST,/api/v1/orchestration/nodes,405,GET",
        "PATCH,/openapi.json,405,GET",
        "TRACE,/api/v1/orchestration/services,405,GET",
        "FROB,/api/v1/orchestration/services,405,GET"
    })
    void answersWrongPathsAndMethodsInJson(String method, String path, int status, String allowed) {
        HttpResponse<String> response =
                node.send(HttpRequest.newBuilder(node.uri(path)).method(method, BodyPublishers.ofString("{}")));
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode answer = Fixture.json(response);
        assertThat(answer.get("Message").textValue()).isNotEmpty();
        assertThat(answer.get("Reason").textValue()).isNotEmpty();
        if (allowed != null) {
            assertThat(response.headers().firstValue("Allow").orElse("")).contains(allowed);
        }
    }

    @Test
    void answersHeadAndOptions() {
        HttpResponse<String> head =
                node.send(HttpRequest.newBuilder(node.uri(Fixture.SERVICES)).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> stream = node.send(HttpRequest.newBuilder(node.uri("/api/v1/orchestration/events"))
                .method("HEAD", BodyPublishers.noBody()));
        assertThat(stream.statusCode()).isEqualTo(200);
        HttpResponse<String> options = node.send(
                HttpRequest.newBuilder(node.uri(Fixture.SERVICES)).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.statusCode()).isLessThan(300);
        assertThat(options.headers().firstValue("Allow").orElse(""))
                .contains("GET")
                .contains("POST");
    }
}

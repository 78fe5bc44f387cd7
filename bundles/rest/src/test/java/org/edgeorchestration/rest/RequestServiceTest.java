// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.FakeServiceManager;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST …/services}: section 1.3 of the specification and the transcripts H17 to H21 and H25, over a socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestServiceTest {
    private static final String README =
            """
            {
                "ServiceName": "hello-world",
                "ServiceInfo": [
                {
                    "ExecutionType": "container",
                    "ExecCmd": [
                        "docker",
                        "run",
                        "-v", "/var/run:/var/run:rw",
                        "hello-world"
                    ]
                }],
                "StatusCallbackURI": "http://localhost:8888/api/v1/services/notification"
            }
            """;

    private final Fixture node = new Fixture();

    @AfterAll
    void close() {
        node.close();
    }

    @BeforeEach
    void forget() {
        node.services.forget();
    }

    @Test
    void takesTheRequestOfTheOriginalReadmeAsItStands() {
        HttpResponse<String> response = node.post(README);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"Message\":\"ERROR_NONE\",\"RemoteTargetInfo\":{\"ExecutionType\":\"container\","
                        + "\"Target\":\"127.0.0.1\"},\"ServiceName\":\"hello-world\",\"ExecutionId\":\"run-1\"}");
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/orchestration/services/run-1");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Length"))
                .contains(String.valueOf(response.body().length()));
        assertThat(response.headers().firstValue("Transfer-Encoding")).isEmpty();
        assertThat(response.headers().firstValue("Server")).isEmpty();
        assertThat(node.services.requests())
                .containsExactly(new ServiceRequest(
                        "hello-world",
                        List.of(new Variant(
                                ExecutionType.CONTAINER,
                                List.of("docker", "run", "-v", "/var/run:/var/run:rw", "hello-world"))),
                        true,
                        Optional.empty(),
                        Optional.of(URI.create("http://localhost:8888/api/v1/services/notification")),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{'ServiceName':7,'ServiceInfo':[]}",
                "{'ServiceName':null,'ServiceInfo':[]}",
                "{'servicename':'x','ServiceInfo':[]}"
            })
    void answersARequestWithoutANameAsTheGoProjectDoes(String body) {
        HttpResponse<String> response = node.post(body.replace('\'', '"'));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"Message\":\"INVALID_PARAMETER\",\"Reason\":\"");
        assertThat(response.body()).endsWith(",\"RemoteTargetInfo\":null,\"ServiceName\":\"\"}");
        assertThat(node.services.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ServiceName':'s'}",
                "{'ServiceName':'s','ServiceInfo':{}}",
                "{'ServiceName':'s','ServiceInfo':null}",
                "{'ServiceName':'s','ServiceInfo':[{}]}",
                "{'ServiceName':'s','ServiceInfo':[{'ExecutionType':1,'ExecCmd':['x']}]}",
                "{'ServiceName':'s','ServiceInfo':[{'ExecutionType':'container','ExecCmd':'docker run x'}]}"
            })
    void answersARequestWithoutItsPartsAsTheGoProjectDoes(String body) {
        HttpResponse<String> response = node.post(body.replace('\'', '"'));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"Message\":\"INVALID_PARAMETER\"");
        assertThat(response.body()).endsWith(",\"RemoteTargetInfo\":null,\"ServiceName\":\"s\"}");
        assertThat(node.services.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``| empty",
                "{| not JSON",
                "[]| must be an object",
                "7| must be an object",
                "{'ServiceName':'s'} x| not JSON",
                "{'ServiceName':'a','ServiceName':'b'}| Duplicate",
                "{'ServiceName':'s','x':NaN}| not JSON",
                "{'ServiceName':'s','x':1e999}| x is a number out of range",
                "{'ServiceName':'\\ud800'}| ServiceName is not Unicode",
                "{'ServiceName':'s','y':{'\\udc00':1}}| a key is not Unicode",
                "{'ServiceName':''}| ServiceName must be 1 to 256",
                "{'ServiceName':'a\\u0000b','ServiceInfo':[]}| control",
                "{'ServiceName':'s','ServiceInfo':['container']}| ServiceInfo[0] must be an object",
                "{'ServiceName':'s','ServiceInfo':[{'ExecutionType':'container','ExecCmd':['a','b','c',4]}]}| ServiceInfo[0].ExecCmd[3] must be a string",
                "{'ServiceName':'s','ServiceInfo':[{'ExecutionType':'container','ExecCmd':['a\\u0000']}]}| ServiceInfo[0].ExecCmd[0] must not contain the character NUL",
                "{'ServiceName':'s','ServiceInfo':[{'ExecutionType':'container','ExecOption':'x'}]}| ServiceInfo[0].ExecOption must be an object",
                "{'ServiceName':'s','ServiceInfo':[{'ExecutionType':'container','ExecOption':{'scoringType':1}}]}| ServiceInfo[0].ExecOption.scoringType must be a string",
                "{'ServiceName':'s','ServiceInfo':[],'SelfSelection':0}| SelfSelection must be",
                "{'ServiceName':'s','ServiceInfo':[],'ServiceRequester':[]}| ServiceRequester must be a string",
                "{'ServiceName':'s','ServiceInfo':[],'StatusCallbackURI':1}| StatusCallbackURI must be a string",
                "{'ServiceName':'s','ServiceInfo':[],'StatusCallbackURI':'/relative'}| StatusCallbackURI must be an absolute",
                "{'ServiceName':'s','ServiceInfo':[],'StatusCallbackURI':'ftp://h/x'}| StatusCallbackURI must be an absolute",
                "{'ServiceName':'s','ServiceInfo':[],'StatusCallbackURI':'http://169.254.169.254/latest'}| StatusCallbackURI: 169.254.169.254 is no address"
            })
    void saysWhatIsWrongAndWhere(String body, String reason) {
        HttpResponse<String> response = node.post(body.replace('\'', '"'));
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode answer = Fixture.json(response);
        assertThat(answer.get("Message").textValue()).isEqualTo("INVALID_PARAMETER");
        assertThat(answer.get("Reason").textValue()).contains(reason);
        assertThat(answer.get("RemoteTargetInfo").isNull()).isTrue();
        assertThat(answer.get("ServiceName").textValue()).isEmpty();
        assertThat(node.services.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\"true\"',true", "'\"false\"',false", "'\"no\"',false", "true,true", "false,false", "null,true"})
    void takesSelfSelectionAtItsWord(String value, boolean meant) {
        node.post("{\"ServiceName\":\"s\",\"ServiceInfo\":[],\"SelfSelection\":" + value + "}");
        assertThat(node.services.requests()).hasSize(1).allMatch(request -> request.selfSelection() == meant);
    }

    @Test
    void takesARequestWithoutACommandForAnInstalledService() {
        node.post(
                """
                {"ServiceName":"hello","ServiceInfo":[{"ExecutionType":"native"},{"ExecutionType":"native","ExecCmd":[]}],
                 "ServiceRequester":"app","SomethingElse":{"deep":[1,2.5,true]}}""");
        assertThat(node.services.requests()).hasSize(1).allMatch(request -> request.variants().stream()
                .allMatch(variant -> variant.command().isEmpty()));
        assertThat(node.services.requests().get(0).requester()).contains("app");
    }

    @Test
    void takesAnExecutionTypeThatNobodyCanHaveForOneThatNoDeviceMatches() {
        HttpResponse<String> response = node.post(
                "{\"ServiceName\":\"s\",\"ServiceInfo\":[{\"ExecutionType\":\"no such thing\",\"ExecCmd\":[\"x\"]}]}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(node.services.requests()).hasSize(1).allMatch(request -> request.variants()
                .isEmpty());
    }

    @Test
    void tellsARefusalOfTheGoProjectWithItsEmptyTarget() {
        refuse(Refusal.declined("not found error : No Device Is Return", "no executor for native"));
        HttpResponse<String> response = node.post("{\"ServiceName\":\"ls\",\"ServiceInfo\":[]}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        "{\"Message\":\"not found error : No Device Is Return\",\"Reason\":\"no executor for native\","
                                + "\"RemoteTargetInfo\":{\"ExecutionType\":\"\",\"Target\":\"\"},\"ServiceName\":\"ls\"}");
    }

    @Test
    void tellsABusyNodeWithTheTimeToComeBack() {
        refuse(Refusal.busy("64 services run already"));
        HttpResponse<String> response = node.post("{\"ServiceName\":\"ls\",\"ServiceInfo\":[]}");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void tellsARequestThatAnExecutorFindsWrong() {
        refuse(Refusal.malformed("--frobnicate is no option of docker run"));
        HttpResponse<String> response = node.post("{\"ServiceName\":\"ls\",\"ServiceInfo\":[]}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Fixture.json(response).get("Reason").textValue()).contains("--frobnicate");
    }

    @Test
    void waitsForTheOutcomeWithoutHoldingAThread() {
        List<CompletableFuture<Outcome>> open = new CopyOnWriteArrayList<>();
        node.services.answers(request -> {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            open.add(outcome);
            return outcome;
        });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(node.sendLater(node.request("{\"ServiceName\":\"s\",\"ServiceInfo\":[]}")));
        }
        Await.until(() -> open.size() == 100);
        assertThat(node.get(Fixture.SERVICES).statusCode()).isEqualTo(200);
        open.forEach(outcome -> outcome.complete(FakeServiceManager.placed("run-2")));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void ignoresWhatTheRequestSaysOfItsOwnForm() {
        for (String type :
                List.of("application/x-www-form-urlencoded", "text/plain", "nonsense", "multipart/form-data")) {
            HttpResponse<String> response = node.send(
                    node.request(README).header("Content-Type", type).header("Accept", "image/png, nonsense"));
            assertThat(response.statusCode()).as(type).isEqualTo(200);
        }
        assertThat(node.services.requests()).hasSize(4);
    }

    @Test
    void handsTheIdempotencyKeyOn() {
        node.send(node.request(README).header("Idempotency-Key", "order 17"));
        assertThat(node.services.requests().get(0).idempotencyKey()).contains("order 17");
        HttpResponse<String> response = node.send(node.request(README).header("Idempotency-Key", "x".repeat(256)));
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void onlyTellsThePlacementOnADryRun() {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.uri(Fixture.SERVICES + "?dryRun=true"))
                .POST(BodyPublishers.ofString(README));
        JsonNode placement = Fixture.json(node.send(request));
        assertThat(placement.at("/Choice/Reason").textValue()).isEqualTo("highest score of 2");
        assertThat(placement.at("/Candidates/0/Terms/1/Name").textValue()).isEqualTo("way");
        assertThat(placement.at("/Candidates/2/Reason").textValue()).isEqualTo("has no executor for container");
        assertThat(node.services.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun", "?dryRun=", "?dryRun&x=1", "?x&dryRun", "?dryRun=true&dryRun=true"})
    void runsNothingHoweverADryRunIsAskedFor(String query) {
        HttpResponse<String> response = node.send(
                HttpRequest.newBuilder(node.uri(Fixture.SERVICES + query)).POST(BodyPublishers.ofString(README)));
        assertThat(response.body()).contains("\"Choice\"");
        assertThat(node.services.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=maybe", "?dryRun=TRUE", "?dryRun=true&dryRun=false", "?dryRun=false&dryRun"})
    void runsNothingWhenItIsNotClearWhetherADryRunIsMeant(String query) {
        HttpResponse<String> response = node.send(
                HttpRequest.newBuilder(node.uri(Fixture.SERVICES + query)).POST(BodyPublishers.ofString(README)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("dryRun must be true or false");
        assertThat(node.services.requests()).isEmpty();
    }

    @Test
    void takesAnEmptyCallbackForNone() {
        node.post("{\"ServiceName\":\"s\",\"ServiceInfo\":[],\"StatusCallbackURI\":\"\"}");
        assertThat(node.services.requests()).hasSize(1).allMatch(request -> request.statusCallback()
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[NaN]", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "{} {}", "\"\u0000\"", "1111", "{'a':1}"})
    void saysWhatIsWrongInTheWordsOfTheCallerAndNotOfALibrary(String body) {
        assertThat(node.post(body.replace("1111", "1".repeat(2_000))).body())
                .startsWith("{\"Message\":\"INVALID_PARAMETER\"")
                .doesNotContainIgnoringCase("jackson")
                .doesNotContain("REDACTED", "Feature", "Constraints", "`");
    }

    @Test
    void hidesAFailureOfItsOwn() {
        node.services.answers(request -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
        HttpResponse<String> later = node.post(README);
        node.services.answers(request -> {
            throw new IllegalStateException("secret");
        });
        HttpResponse<String> atOnce = node.post(README);
        assertThat(List.of(later, atOnce)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("INTERNAL_SERVER_ERROR").doesNotContain("secret");
        });
    }

    private void refuse(Refusal refusal) {
        node.services.answers(request -> CompletableFuture.completedFuture(new Outcome.Refused(refusal)));
    }
}

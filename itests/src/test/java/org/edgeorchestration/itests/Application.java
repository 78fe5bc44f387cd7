// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** An application as it uses a node: over REST, with nothing else known of it. */
final class Application {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String SERVICES = "/api/v1/orchestration/services";
    private static final String HEALTH = "/api/v1/orchestration/health";
    private static final Set<String> TERMINAL = Set.of("Finished", "Failed", "Stopped", "Lost");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String authority;

    /** @param port of a node on this machine's loopback address */
    Application(int port) {
        this("127.0.0.1", port);
    }

    Application(String address, int port) {
        this.authority = address + ":" + port;
    }

    /** What came back. */
    record Answer(int status, HttpHeaders headers, String body) {

        JsonNode json() {
            return parse(body);
        }

        String text(String key) {
            return json().path(key).asText();
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    /** The body of a request with one way to run the service. */
    static String request(String serviceName, String type, Optional<URI> callback, String... words) {
        ObjectNode request = JSON.createObjectNode().put("ServiceName", serviceName);
        ObjectNode info = request.putArray("ServiceInfo").addObject().put("ExecutionType", type);
        ArrayNode command = info.putArray("ExecCmd");
        for (String word : words) {
            command.add(word);
        }
        callback.ifPresent(uri -> request.put("StatusCallbackURI", uri.toString()));
        return request.toString();
    }

    Answer post(String body) {
        return send(at(SERVICES)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Asks for a service that must be accepted; gives the execution's id. */
    String accepted(String body) {
        Answer answer = post(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("Message")).as(answer.body()).isEqualTo("ERROR_NONE");
        return answer.text("ExecutionId");
    }

    String container(String... words) {
        return accepted(request("test", "container", Optional.empty(), words));
    }

    Answer get(String path) {
        return send(at(path).GET());
    }

    /** Asks to stop an execution. */
    Answer delete(String id) {
        return send(at(SERVICES + "/" + id).DELETE());
    }

    /** The execution as the node shows it now. */
    JsonNode execution(String id) {
        return get(SERVICES + "/" + id).json();
    }

    String status(String id) {
        return execution(id).path("Status").asText();
    }

    /** The execution once it has come to an end. */
    JsonNode ended(String id, Duration limit) {
        return Await.value(
                "end of execution " + id,
                limit,
                () -> Optional.of(execution(id))
                        .filter(execution ->
                                TERMINAL.contains(execution.path("Status").asText())),
                () -> execution(id));
    }

    String logs(String id) {
        return get(SERVICES + "/" + id + "/logs").body();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + authority + path)).timeout(ANSWER_WITHIN);
    }

    /** Whether the node answers at all. */
    boolean isAnswered() {
        return isGood(SERVICES);
    }

    /** Whether the node answers that it lacks nothing. */
    boolean isHealthy() {
        return isGood(HEALTH);
    }

    private boolean isGood(String path) {
        try {
            return get(path).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

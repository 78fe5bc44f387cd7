// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/** What a Go node asks of another one, and how it dies of some answers (specification, sections 2 and 0.6). */
final class GoCalls {

    private static final String API = "/api/v1";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private final GoOptions options;
    private final GoSeal seal;
    private final Story story;
    private final HttpClient http;

    GoCalls(GoOptions options, GoSeal seal, Story story, Executor threads, Optional<SSLContext> tls) {
        this.options = options;
        this.seal = seal;
        this.story = story;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT)
                .executor(threads);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** Seconds until any answer came; empty when none did. */
    OptionalDouble ping(String address) {
        long begin = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = send("GET", address, "/ping", Optional.empty());
            boolean counts = !options.secure() || answer.statusCode() == 200;
            return counts ? OptionalDouble.of((System.nanoTime() - begin) / 1e9) : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** A device's score for this one; 0 when it failed. */
    double score(String address) {
        Optional<ObjectNode> answer = asked(
                options.profile().scoreMethod(),
                address,
                "/scoringmgr/score",
                message().put("devID", options.deviceId()));
        if (answer.isEmpty()) {
            return 0;
        }
        if (!answer.get().path("ScoreValue").isNumber()) {
            story.die("interface conversion: the ScoreValue of " + address + " is no float64");
        }
        return answer.get().path("ScoreValue").asDouble();
    }

    /**
     * What a device says to have measured.
     *
     * @throws HandlerPanic when it says nothing, or no numbers: the map of the answer is nil then (section 4.7)
     */
    GoResources resources(String address) {
        Optional<ObjectNode> answer =
                asked("GET", address, "/scoringmgr/resource", message().put("devID", options.deviceId()));
        return new GoResources(
                number(answer, "cpuUsage"),
                number(answer, "cpuCount"),
                number(answer, "cpuFreq"),
                number(answer, "netBandwidth"));
    }

    private static double number(Optional<ObjectNode> answer, String key) {
        return answer.map(said -> said.path(key))
                .filter(JsonNode::isNumber)
                .orElseThrow(() -> new HandlerPanic("interface conversion: " + key + " is nil, not float64"))
                .asDouble();
    }

    /** Whether a device says that it started a service; nobody looks at that in Go. */
    boolean execute(String address, ObjectNode order) {
        Optional<ObjectNode> answer = asked("POST", address, "/servicemgr/services", order);
        if (answer.isPresent() && !answer.get().path("Status").isTextual()) {
            throw new HandlerPanic("interface conversion: the Status of " + address + " is no string");
        }
        return answer.isPresent();
    }

    /** Tells a device what became of its service, once; gives the answer's status, 0 when none came. */
    int notify(String address, long serviceId, String status) {
        ObjectNode news = message().put("ServiceID", serviceId).put("Status", status);
        try {
            return send(
                            "POST",
                            address,
                            "/servicemgr/services/notification/" + serviceId,
                            Optional.of(seal.sealed(news)))
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private Optional<ObjectNode> asked(String method, String address, String path, ObjectNode message) {
        try {
            HttpResponse<byte[]> answer = send(method, address, path, Optional.of(seal.sealed(message)));
            return answer.statusCode() == 200 ? opened(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> opened(byte[] body) {
        try {
            return seal.opened(body);
        } catch (HandlerPanic outsideOfAHandler) {
            story.die(outsideOfAHandler.what());
            throw outsideOfAHandler;
        }
    }

    private static ObjectNode message() {
        return Story.JSON.createObjectNode();
    }

    private HttpResponse<byte[]> send(String method, String address, String path, Optional<byte[]> body)
            throws IOException {
        URI uri = URI.create((options.secure() ? "https://" : "http://") + address + ":"
                + options.profile().internalPort() + API + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(WHOLE).header("User-Agent", "Go-http-client/1.1");
        body.ifPresent(bytes -> request.header("Content-Type", "application/json"));
        request.method(
                method,
                body.map(HttpRequest.BodyPublishers::ofByteArray).orElseGet(HttpRequest.BodyPublishers::noBody));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

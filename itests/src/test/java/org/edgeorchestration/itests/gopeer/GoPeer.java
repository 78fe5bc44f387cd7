// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.itests.gopeer.GoDevices.Device;
import org.edgeorchestration.itests.gopeer.GoServer.Answer;

/**
 * A node that behaves as one of the Go project, for tests: written from the specification of its wire, with the habits that
 * matter to whoever shares a network with it, the fatal ones included. It runs no containers. What happens is told on standard output, a
 * JSON object a line; it lives until its standard input ends.
 *
 * <p>{@code GoPeer --profile P5 --address 192.168.77.2 --key FILE [--certificates DIR [--token-key FILE]] [--resources "10 4 3800 1000"|none] [--caller
 * ADDRESS]}. In secure mode applications need no token here, which Go asks of them; nodes do.
 */
public final class GoPeer {

    private static final String API = "/api/v1";
    private static final int PING_SECONDS = 5;

    private final GoOptions options;
    private final Story story = new Story();
    private final GoSeal seal;
    private final GoDevices devices;
    private final GoCalls calls;
    private final GoServices services;
    private final GoThreads threads = new GoThreads(story);
    private final Optional<SSLContext> tls;

    private GoPeer(GoOptions options) throws Exception {
        this.options = options;
        this.seal =
                options.profile().seals(options.secure()) ? GoSeal.Gcm.under(options.keyFile()) : new GoSeal.Plain();
        this.tls = options.secure()
                ? Optional.of(GoCertificates.in(options.certificates().orElseThrow()))
                : Optional.empty();
        this.devices = new GoDevices(options.profile(), story);
        this.calls = new GoCalls(options, seal, story, threads, tls);
        GoContainers containers = new GoContainers(
                options.profile(),
                options.secure() ? Optional.of(options.whitelist()) : Optional.empty(),
                story,
                threads);
        this.services = new GoServices(options, story, calls, containers, threads);
    }

    public static void main(String[] words) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new GoPeer(GoOptions.of(words)).live();
    }

    private void live() throws IOException {
        GoServer external = new GoServer(story, Optional.empty());
        GoServer internal = options.profile() == GoProfile.P0 ? external : new GoServer(story, tokens());
        GoRequests requests = new GoRequests(options, story, devices, calls, services, threads);
        external.route("POST", API + "/orchestration/services", requests::answer);
        routes(internal);
        external.listen(GoProfile.EXTERNAL_PORT, threads, Optional.empty());
        if (internal != external) {
            internal.listen(options.profile().internalPort(), threads, tls);
        }
        new GoDiscovery(options, devices).start(options.profile(), threads, () -> story.tell("announced"));
        threads.every(PING_SECONDS, this::pingAll);
        story.tell(
                "ready", "id", options.deviceId(), "profile", options.profile().name());
        System.in.transferTo(OutputStream.nullOutputStream()); // whoever started this one holds the other end
    }

    private Optional<GoTokens> tokens() throws IOException {
        return options.secure() ? Optional.of(GoTokens.under(options.tokenKey())) : Optional.empty();
    }

    private void routes(GoServer server) {
        GoProfile profile = options.profile();
        server.route(
                        "GET",
                        API + "/ping",
                        (body, from) -> new Answer(200, profile.pong().getBytes(StandardCharsets.UTF_8)))
                .route("POST", API + "/servicemgr/services", (body, from) -> {
                    Optional<ObjectNode> order = seal.opened(body);
                    order.ifPresent(message -> services.ordered(message, from));
                    return order.isPresent()
                            ? sealed(Story.JSON.createObjectNode().put("Status", "Started"))
                            : Answer.empty(503);
                })
                .route("POST", API + "/servicemgr/services/notification/", (body, from) -> notification(body))
                .route(profile.scoreMethod(), API + "/scoringmgr/score", (body, from) -> score(body));
        if (profile.tellsResources()) {
            server.route("GET", API + "/scoringmgr/resource", (body, from) -> resource(body));
        }
    }

    private Answer notification(byte[] body) {
        Optional<ObjectNode> news = seal.opened(body);
        return Answer.empty(news.isEmpty() ? 503 : services.notified(news.get()) ? 200 : 500);
    }

    private Answer score(byte[] body) throws IOException {
        Optional<ObjectNode> question = seal.opened(body);
        if (question.isEmpty()) {
            return Answer.empty(503);
        }
        double score = devices.known(requester(question.get()))
                .flatMap(device -> options.resources().map(own -> own.score(device.roundTrip())))
                .orElse(0.0);
        return sealed(Story.JSON.createObjectNode().put("ScoreValue", score));
    }

    private Answer resource(byte[] body) throws IOException {
        Optional<ObjectNode> question = seal.opened(body);
        if (question.isEmpty()) {
            return Answer.empty(503);
        }
        Optional<Device> device = devices.known(requester(question.get()));
        if (device.isEmpty() || options.resources().isEmpty()) {
            return Answer.empty(500);
        }
        GoResources own = options.resources().get();
        return sealed(Story.JSON
                .createObjectNode()
                .put("cpuCount", own.count())
                .put("cpuFreq", own.frequency())
                .put("cpuUsage", own.usage())
                .put("netBandwidth", own.bandwidth())
                .put("rtt", device.get().roundTrip()));
    }

    private static String requester(ObjectNode question) {
        if (!question.path("devID").isTextual()) {
            throw new HandlerPanic("interface conversion: devID is no string");
        }
        return question.path("devID").asText();
    }

    private Answer sealed(ObjectNode answer) throws IOException {
        return new Answer(200, seal.sealed(answer));
    }

    private void pingAll() {
        for (Device device : devices.known()) {
            threads.execute(() -> {
                OptionalDouble shortest = device.addresses().stream()
                        .map(calls::ping)
                        .flatMapToDouble(OptionalDouble::stream)
                        .min();
                shortest.ifPresentOrElse(
                        seconds -> devices.reached(device.id(), seconds), () -> devices.missed(device.id()));
            });
        }
    }
}

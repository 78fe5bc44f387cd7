// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.edgeorchestration.itests.gopeer.GoDevices.Device;
import org.edgeorchestration.itests.gopeer.GoServer.Answer;

/** The way in for applications: whom a Go node chooses, and what it says of that (specification, sections 1.3 and 4.4). */
final class GoRequests {

    private static final int SLOTS = 1_024;
    private static final int COLLECTED_WITHIN_SECONDS = 3;

    private record Scored(Device device, double score) {}

    private final GoOptions options;
    private final Story story;
    private final GoDevices devices;
    private final GoCalls calls;
    private final GoServices services;
    private final Executor threads;
    private final AtomicInteger slots = new AtomicInteger();

    GoRequests(
            GoOptions options, Story story, GoDevices devices, GoCalls calls, GoServices services, Executor threads) {
        this.options = options;
        this.story = story;
        this.devices = devices;
        this.calls = calls;
        this.services = services;
        this.threads = threads;
    }

    Answer answer(byte[] body, InetAddress from) throws IOException {
        String caller = from.getHostAddress();
        if (options.profile().localCallersOnly()
                && !from.isLoopbackAddress()
                && !from.equals(options.address())
                && options.caller().filter(caller::equals).isEmpty()) {
            return Answer.empty(406);
        }
        Optional<ObjectNode> request = new GoSeal.Plain().opened(body);
        return request.isPresent() ? requested(request.get()) : Answer.empty(503);
    }

    private Answer requested(ObjectNode request) throws IOException {
        boolean named = request.path("ServiceName").isTextual()
                && (!options.profile().namesRequester()
                        || request.path("ServiceRequester").isTextual());
        if (!named || !request.path("ServiceInfo").isArray()) {
            return told("INVALID_PARAMETER", "", Optional.empty());
        }
        String name = request.path("ServiceName").asText();
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (JsonNode info : request.path("ServiceInfo")) {
            List<String> words = new ArrayList<>();
            info.path("ExecCmd").forEach(word -> words.add(word.asText()));
            commands.putIfAbsent(info.path("ExecutionType").asText(), words);
        }
        if (slots.incrementAndGet() > SLOTS) {
            throw new HandlerPanic("index out of range: request " + slots.get() + " of this process");
        }
        boolean mayStay = !options.profile().knowsSelfSelection()
                || request.path("SelfSelection").asText("true").equals("true")
                || !request.path("SelfSelection").isTextual();
        boolean byResources = options.profile().tellsResources()
                && request.at("/ServiceInfo/0/ExecOption/scoringType").asText().equals("resource");
        ToDoubleFunction<Device> scores = byResources ? this::scoredByResources : this::scored;
        return placed(name, request.path("ServiceRequester").asText(), commands, mayStay, scores);
    }

    private Answer placed(
            String name,
            String requester,
            Map<String, List<String>> commands,
            boolean mayStay,
            ToDoubleFunction<Device> scores)
            throws IOException {
        List<Device> candidates = candidates(name, commands);
        if (candidates.isEmpty()) {
            return told("not found error : No Device Is Return", name, Optional.empty());
        }
        Optional<Scored> best = candidates.stream()
                .filter(device -> mayStay || !local(device))
                .map(device -> CompletableFuture.supplyAsync(
                                () -> new Scored(device, scores.applyAsDouble(device)), threads)
                        .completeOnTimeout(new Scored(device, 0), COLLECTED_WITHIN_SECONDS, TimeUnit.SECONDS))
                .toList()
                .stream()
                .map(GoRequests::collected)
                .max(Comparator.comparingDouble(Scored::score));
        if (best.filter(scored -> scored.score > 0).isEmpty()) {
            return told(options.profile() == GoProfile.P0 ? "Not Found" : "SERVICE_NOT_FOUND", name, Optional.empty());
        }
        Device device = best.get().device;
        List<String> words = commands.getOrDefault(device.executionType(), List.of());
        services.execute(
                name,
                requester,
                words,
                device.executionType(),
                device.addresses().get(0),
                local(device));
        return told("ERROR_NONE", name, Optional.of(device));
    }

    private static Scored collected(CompletableFuture<Scored> score) {
        try {
            return score.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof HandlerPanic panic ? panic : e;
        }
    }

    private List<Device> candidates(String name, Map<String, List<String>> commands) {
        boolean installed =
                options.profile() != GoProfile.P0 && commands.values().stream().allMatch(List::isEmpty);
        List<Device> candidates = new ArrayList<>(devices.known());
        candidates.removeIf(device -> {
            boolean anyContainer = device.executionType().equals("container") && !installed;
            boolean able = anyContainer || device.services().contains(name);
            return !able || !commands.containsKey(device.executionType());
        });
        Collections.shuffle(candidates);
        return candidates;
    }

    private double scored(Device device) {
        if (device.addresses().isEmpty()) {
            if (options.profile() == GoProfile.P0) {
                story.die("index out of range [0] with length 0: no address of " + device.id());
            }
            return 0;
        }
        return local(device) ? ownScore(device) : calls.score(device.addresses().get(0));
    }

    private double ownScore(Device self) {
        return options.resources().map(own -> own.score(self.roundTrip())).orElse(0.0);
    }

    /** The same from what each says to have measured; one that says nothing ends the request. */
    private double scoredByResources(Device device) {
        if (device.addresses().isEmpty()) {
            throw new HandlerPanic("interface conversion: no resources of " + device.id());
        }
        return local(device)
                ? ownScore(device)
                : calls.resources(device.addresses().get(0)).score(device.roundTrip());
    }

    private boolean local(Device device) {
        return device.addresses().contains(options.address().getHostAddress());
    }

    private Answer told(String message, String name, Optional<Device> target) throws IOException {
        ObjectNode answer = Story.JSON.createObjectNode().put("Message", message);
        if (message.equals("INVALID_PARAMETER")) {
            answer.putNull("RemoteTargetInfo");
        } else {
            answer.putObject("RemoteTargetInfo")
                    .put("ExecutionType", target.map(Device::executionType).orElse(""))
                    .put(
                            "Target",
                            target.map(device -> device.addresses().get(0)).orElse(""));
        }
        return new Answer(200, Story.JSON.writeValueAsBytes(answer.put("ServiceName", name)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** The service manager: what others have run here, and what runs elsewhere for this node (specification, sections 5.1, 5.2, 5.6). */
final class GoServices {

    private final GoOptions options;
    private final Story story;
    private final GoCalls calls;
    private final GoContainers containers;
    private final Executor threads;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, String> awaited = new ConcurrentHashMap<>();

    GoServices(GoOptions options, Story story, GoCalls calls, GoContainers containers, Executor threads) {
        this.options = options;
        this.story = story;
        this.calls = calls;
        this.containers = containers;
        this.threads = threads;
    }

    /** Has a service run at that address; what came of the call is told to nobody. */
    void execute(String name, String requester, List<String> words, String type, String target, boolean here) {
        long id = lastId.incrementAndGet();
        awaited.put(id, name);
        story.tell("request", "service", id, "name", name, "target", target, "here", here);
        if (here) {
            containers.run(words, status -> notified(id, status));
            return;
        }
        ObjectNode order = Story.JSON
                .createObjectNode()
                .put("NotificationTargetURL", target)
                .put("ServiceID", id)
                .put("ServiceName", name);
        ArrayNode arguments = order.putArray("UserArgs");
        words.forEach(arguments::add);
        if (options.profile().namesRequester()) {
            order.put("Requester", requester);
            arguments.add(type);
        }
        boolean started = calls.execute(target, order);
        story.tell("executed", "service", id, "target", target, "started", started);
    }

    /**
     * An order of another node.
     *
     * @throws HandlerPanic on what Go's handler cannot take
     */
    void ordered(ObjectNode order, InetAddress from) {
        long id = number(order, "ServiceID");
        String name = text(order, "ServiceName");
        JsonNode arguments = order.path("UserArgs");
        List<String> words = new ArrayList<>();
        arguments.forEach(word -> words.add(word.isTextual() ? word.asText() : notAString("a word of UserArgs")));
        if (options.profile().namesRequester()) {
            text(order, "Requester");
            if (!arguments.isArray() || words.isEmpty()) {
                throw new HandlerPanic("index out of range: no UserArgs");
            }
            words.remove(words.size() - 1);
        }
        story.tell("order", "service", id, "name", name, "from", from.getHostAddress(), "words", words);
        threads.execute(() -> containers.run(words, status -> threads.execute(() -> tell(from, id, status))));
    }

    private void tell(InetAddress requester, long id, String status) {
        int answer = calls.notify(requester.getHostAddress(), id, status);
        story.tell("notify", "service", id, "to", requester.getHostAddress(), "status", status, "answer", answer);
    }

    /**
     * News from another node.
     *
     * @return whether this node waited for it
     */
    boolean notified(ObjectNode news) {
        return notified(number(news, "ServiceID"), text(news, "Status"));
    }

    private boolean notified(long id, String status) {
        boolean known = awaited.remove(id) != null;
        story.tell("notified", "service", id, "status", status, "known", known);
        return known;
    }

    private static String text(ObjectNode message, String key) {
        JsonNode value = message.path(key);
        return value.isTextual() ? value.asText() : notAString(key);
    }

    private static String notAString(String what) {
        throw new HandlerPanic("interface conversion: " + what + " is no string");
    }

    private static long number(ObjectNode message, String key) {
        JsonNode value = message.path(key);
        if (!value.isNumber()) {
            throw new HandlerPanic("interface conversion: " + key + " is no float64");
        }
        return (long) value.asDouble();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ExecutionType;

/** Orders in their three forms (specification, section 2.5, and {@code doc/peer-wire.md}). */
public final class OrderJson {
    private OrderJson() {}

    /**
     * An order of a Go node.
     *
     * @param serviceId the node's own number for it, to be named in the notification
     * @param order the order, with an id made here
     */
    public record OfGo(long serviceId, ExecutionOrder order) {}

    /** For profile P0: the words as they are. */
    public static ObjectNode forP0(ExecutionOrder order, long serviceId, InetAddress target) {
        ObjectNode json = common(order, serviceId);
        json.set("NotificationTargetURL", Json.text(IpLiteral.portable(target)));
        return json;
    }

    /** For profiles P1 to P5: the execution type is the last word, the requester a text in any case. */
    public static ObjectNode forGo(ExecutionOrder order, long serviceId, InetAddress target) {
        ObjectNode json = forP0(order, serviceId, target);
        json.withArray("UserArgs").add(order.type().name());
        json.set("Requester", Json.text(order.requester().orElse("")));
        return json;
    }

    /** For nodes of this project. */
    public static ObjectNode forOurs(ExecutionOrder order, InetAddress target) {
        return forGo(order, 0, target)
                .put("ExecutionId", order.id().value())
                .put("ExecutionType", order.type().name());
    }

    /**
     * Reads an order of a Go node.
     *
     * @param seed whether it may be of profile P0: without {@code Requester}, and then a container's
     */
    public static OfGo readGo(ObjectNode body, boolean seed) throws UnreadableBody {
        Fields json = Fields.of(body);
        long serviceId = json.integer("ServiceID");
        if (seed && !json.has("Requester")) {
            return new OfGo(serviceId, order(json, ExecutionId.random(), ExecutionType.CONTAINER, words(json)));
        }
        json.text("Requester", Limits.MAX_NAME);
        List<String> words = words(json);
        ExecutionType type = takeType(words);
        return new OfGo(serviceId, order(json, ExecutionId.random(), type, words));
    }

    /** Reads an order of a node of this project. */
    public static ExecutionOrder readOurs(ObjectNode body) throws UnreadableBody {
        Fields json = Fields.of(body);
        String id = json.text("ExecutionId", Limits.MAX_NAME);
        List<String> words = words(json);
        ExecutionType type = takeType(words);
        if (!type.name().equals(json.text("ExecutionType", Limits.MAX_NAME))) {
            throw new UnreadableBody("ExecutionType and the last of UserArgs differ");
        }
        return order(json, Fields.made(() -> new ExecutionId(id)), type, words);
    }

    private static ObjectNode common(ExecutionOrder order, long serviceId) {
        ObjectNode json = Json.object().put("ServiceID", serviceId);
        json.set("ServiceName", Json.text(order.serviceName()));
        ArrayNode words = json.putArray("UserArgs");
        order.command().stream().map(Json::text).forEach(words::add);
        return json;
    }

    private static ExecutionOrder order(Fields json, ExecutionId id, ExecutionType type, List<String> words)
            throws UnreadableBody {
        String name = json.text("ServiceName", Limits.MAX_NAME);
        Optional<String> requester =
                json.optionalText("Requester", Limits.MAX_NAME).filter(text -> !text.isEmpty());
        // a Go node demands no name
        return new ExecutionOrder(id, name.isEmpty() ? type.name() : name, type, words, requester);
    }

    private static List<String> words(Fields json) throws UnreadableBody {
        // One more than the words of a command: the execution type.
        return new ArrayList<>(json.texts("UserArgs", Limits.MAX_WORDS + 1, Limits.MAX_WORD));
    }

    private static ExecutionType takeType(List<String> words) throws UnreadableBody {
        if (words.isEmpty()) {
            throw new UnreadableBody("UserArgs does not end with an execution type");
        }
        String type = words.remove(words.size() - 1);
        return Fields.made(() -> new ExecutionType(type));
    }
}

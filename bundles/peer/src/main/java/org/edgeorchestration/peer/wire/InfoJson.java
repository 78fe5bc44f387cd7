// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;

/** What a Go node learns of this one over {@code orchestrationinfo} (specification, section 2.9). */
public final class InfoJson {
    private InfoJson() {}

    /** The node in the dialect's words, which know one execution type: the container's, where there are several. */
    public static ObjectNode of(Node node) {
        ObjectNode json = Json.object();
        json.put(
                "ExecutionType",
                node.executionTypes().stream()
                        .min(Comparator.comparing((ExecutionType type) -> !type.equals(ExecutionType.CONTAINER))
                                .thenComparing(Comparator.naturalOrder()))
                        .map(ExecutionType::name)
                        .orElse(""));
        json.set("Platform", Json.text(node.platform()));
        if (node.services().isEmpty()) {
            return json.putNull("ServiceList");
        }
        ArrayNode services = json.putArray("ServiceList");
        node.services().stream().sorted().map(Json::text).forEach(services::add);
        return json;
    }
}

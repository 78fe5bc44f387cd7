// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;

/**
 * How a node of this project introduces itself.
 *
 * @param node what it is and where
 * @param life changes with every start of its service manager: 1 to 64 characters {@code [a-z0-9-]}
 */
public record NodeJson(Node node, String life) {
    private static final Pattern LIFE = Pattern.compile("[a-z0-9-]{1,64}");

    public NodeJson {
        if (!LIFE.matcher(life).matches()) {
            throw new IllegalArgumentException("a life is 1 to 64 of a-z, 0-9 and '-'");
        }
    }

    ObjectNode write() {
        ObjectNode json = Json.object();
        json.set("Id", Json.text(node.id().value()));
        json.set("Platform", Json.text(node.platform()));
        write(
                node.addresses().stream().limit(Limits.MAX_ADDRESSES).map(IpLiteral::portable),
                json.putArray("Addresses"));
        write(
                node.executionTypes().stream().sorted().limit(Limits.MAX_TYPES).map(ExecutionType::name),
                json.putArray("ExecutionTypes"));
        write(node.services().stream().sorted().limit(Limits.MAX_SERVICES), json.putArray("Services"));
        json.put("Life", life);
        return json;
    }

    private static void write(Stream<String> texts, ArrayNode array) {
        texts.map(Json::text).forEach(array::add);
    }

    static NodeJson read(Fields json) throws UnreadableBody {
        String id = json.text("Id", Limits.MAX_NAME);
        String platform = json.text("Platform", Limits.MAX_NAME);
        String life = json.text("Life", Limits.MAX_NAME);
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : json.texts("Addresses", Limits.MAX_ADDRESSES, Limits.MAX_NAME)) {
            addresses.add(Fields.made(() -> IpLiteral.parse(text)));
        }
        Set<ExecutionType> types = new HashSet<>();
        for (String name : json.texts("ExecutionTypes", Limits.MAX_TYPES, Limits.MAX_NAME)) {
            types.add(Fields.made(() -> new ExecutionType(name)));
        }
        Set<String> services = Set.copyOf(json.texts("Services", Limits.MAX_SERVICES, Limits.MAX_NAME));
        return Fields.made(() -> new NodeJson(new Node(new NodeId(id), platform, addresses, types, services), life));
    }
}

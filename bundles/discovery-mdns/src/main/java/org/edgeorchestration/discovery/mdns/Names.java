// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.DomainName;

/** The names under which nodes are announced (specification, section 3.1). */
final class Names {
    /** The service that all nodes are instances of. */
    static final DomainName SERVICE = DomainName.of("_orchestration._tcp.local");
    /** Under which standard browsers look for the services that there are (RFC 6763, section 9). */
    static final DomainName ENUMERATION = DomainName.of("_services._dns-sd._udp.local");

    private static final String ID_PREFIX = "edge-orchestration-";
    private static final String HOST_PREFIX = "edge-";

    private Names() {}

    /** The node's own name among the instances. */
    static DomainName instance(NodeId id) {
        return SERVICE.child(id.value());
    }

    /** The name of its host, {@code edge-<uuid>.local.}: of its own, so that no other responder of the machine answers for it. */
    static DomainName host(NodeId id) {
        String value = id.value();
        String tail = value.startsWith(ID_PREFIX) ? value.substring(ID_PREFIX.length()) : value;
        String label = HOST_PREFIX + tail;
        return DomainName.of("local").child(label.length() > 63 ? value : label);
    }

    /** Which node that name is an instance name of, if any. */
    static Optional<NodeId> node(DomainName name) {
        if (!name.isChildOf(SERVICE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodeId(name.labels().get(0)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody's instance, but not a node's: a text for people
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.PeerTransport;

/** Who takes part now: this node, and those that the bundle that speaks to peers knows. Any thread; from memory. */
final class Nodes {
    private final LocalNode self;
    private final LocalExecutors executors;
    private final Supplier<Optional<PeerTransport>> transport;

    Nodes(LocalNode self, LocalExecutors executors, Supplier<Optional<PeerTransport>> transport) {
        this.self = self;
        this.executors = executors;
        this.transport = transport;
    }

    /** All of them, this one first. */
    List<Node> all() {
        return fleet().all();
    }

    /** All of them, with what is known of the others. */
    Fleet fleet() {
        return new Fleet(self(), transport.get().map(PeerTransport::peers).orElseGet(List::of));
    }

    /** This node as others may see it now. */
    Node self() {
        return new Node(self.id(), self.platform(), self.addresses(), executors.types(), executors.services());
    }

    NodeId id() {
        return self.id();
    }

    /** The first IPv4 address, as applications of the Go project expect (specification, section 1.3.5), else the preferred one. */
    static InetAddress address(Node node) {
        return node.addresses().stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .or(() -> node.addresses().stream().findFirst())
                .orElseGet(InetAddress::getLoopbackAddress);
    }
}

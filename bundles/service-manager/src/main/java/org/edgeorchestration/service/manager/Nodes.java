// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.List;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;

/** Who takes part now. Today that is this node alone; those that a discovery finds join the list here. Any thread. */
final class Nodes {
    private final LocalNode self;
    private final LocalExecutors executors;

    Nodes(LocalNode self, LocalExecutors executors) {
        this.self = self;
        this.executors = executors;
    }

    /** All of them, this one first. */
    List<Node> all() {
        return List.of(new Node(self.id(), self.platform(), self.addresses(), executors.types(), executors.services()));
    }

    NodeId self() {
        return self.id();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.InetAddress;
import java.util.Optional;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.Placement;

/**
 * Where an execution is.
 *
 * @param peer the other node that has it; empty for this one
 * @param target that node's address, as applications are told
 * @param placement how it was chosen
 */
record Place(Optional<NodeId> peer, InetAddress target, Placement placement) {

    static Place here(Node self, Placement placement) {
        return new Place(Optional.empty(), Nodes.address(self), placement);
    }

    static Place at(Node peer, Placement placement) {
        return new Place(Optional.of(peer.id()), Nodes.address(peer), placement);
    }
}

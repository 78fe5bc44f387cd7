// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.List;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/**
 * Who takes part in one decision: a snapshot, so that all its steps speak of the same nodes.
 *
 * @param self this node
 * @param peers the others; not copied, because there may be thousands, and a transport hands out snapshots
 */
record Fleet(Node self, List<Peer> peers) {

    /** All of them, this one first. */
    List<Node> all() {
        return Stream.concat(Stream.of(self), peers.stream().filter(this::other).map(Peer::node))
                .toList();
    }

    /** Whether it is another node than this one. */
    boolean other(Peer peer) {
        return !peer.node().id().equals(self.id());
    }

    /** A peer that is not asked now, with its trouble. */
    static Excluded troubled(Peer peer) {
        return new Excluded(
                peer.node(),
                peer.trouble().orElseGet(() -> "node " + peer.node().id() + " cannot be asked now"));
    }
}

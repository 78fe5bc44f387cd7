// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;

/** Where other nodes are now. Any thread. */
interface Whereabouts {

    /** What is known of a node. */
    Optional<KnownPeer> find(NodeId id);

    /** Whether a node is there and answered the last time. */
    default boolean isThere(NodeId id) {
        return find(id).filter(peer -> peer.vitals().health() == Vitals.Health.READY)
                .isPresent();
    }

    /** In which life that node is, as far as is known; empty when it is not there. */
    Optional<String> life(NodeId id);

    /** Whether an address is known as one of that node's. */
    boolean mayBeAt(NodeId id, InetAddress address);
}

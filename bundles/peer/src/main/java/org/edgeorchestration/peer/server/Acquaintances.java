// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;

/** What the sending half knows of other nodes, and what it learns from their calls. Any thread; answers from memory. */
public interface Acquaintances {

    /**
     * A call with the fleet's key came from that address and named that node. To be looked at, not to be believed: a call of the
     * Go dialect may have been recorded and sent again by anybody.
     */
    void heard(NodeId id, InetAddress from);

    /** A call came from there that another key has sealed: the operator is told once, by whichever half sees it first. */
    void sealedOtherwise(NodeId claimed, InetAddress from);

    /** The shortest of the last round trips to a node; empty when it is not known or not measured. */
    Optional<Duration> roundTrip(NodeId id);

    /** Whom this node has found silent of late, the latest of them: no more than an answer names. */
    default Set<NodeId> silent() {
        return Set.of();
    }
}

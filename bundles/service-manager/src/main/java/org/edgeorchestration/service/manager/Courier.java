// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Reception;

/** Takes orders to other nodes over whichever way there is now, and always comes back with what is known of them. Any thread. */
final class Courier {
    private final Supplier<Optional<PeerTransport>> transport;
    private final Promises promises;

    Courier(Supplier<Optional<PeerTransport>> transport, Promises promises) {
        this.transport = transport;
        this.promises = promises;
    }

    /** What is known of a node, while it is there. */
    Optional<Peer> peer(NodeId id) {
        return transport.get().flatMap(way -> way.peer(id));
    }

    /** Completes in time, and never exceptionally: whatever breaks on the way, the node may have the order. */
    CompletionStage<Reception> send(NodeId peer, ExecutionOrder order) {
        try {
            return promises.kept(transport
                            .get()
                            .map(way -> way.execute(peer, order))
                            .orElseGet(() -> CompletableFuture.completedStage(new Reception.NotReached(Causes.NO_WAY))))
                    .exceptionally(bug -> new Reception.Unknown(Causes.sentence(bug)));
        } catch (RuntimeException bug) {
            return CompletableFuture.completedStage(new Reception.Unknown(Causes.sentence(bug)));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;

/**
 * Asks peers how busy they are; whoever wants to know while the answer is under way waits for the same one, so that a burst of
 * requests is one question for each peer. Any thread; never blocks.
 */
final class Questions {
    private final Supplier<Optional<PeerTransport>> transport;
    private final Promises promises;
    private final Map<NodeId, CompletableFuture<Peer>> underWay = new ConcurrentHashMap<>();

    Questions(Supplier<Optional<PeerTransport>> transport, Promises promises) {
        this.transport = transport;
        this.promises = promises;
    }

    /** Completes as {@link PeerTransport#ask} does, and in any case in time. */
    CompletableFuture<Peer> ask(NodeId peer) {
        CompletableFuture<Peer> mine = new CompletableFuture<>();
        CompletableFuture<Peer> known = underWay.putIfAbsent(peer, mine);
        if (known != null) {
            return known;
        }
        promises.kept(send(peer)).whenComplete((answer, failure) -> {
            underWay.remove(peer, mine);
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private CompletionStage<Peer> send(NodeId peer) {
        try {
            return transport
                    .get()
                    .map(now -> now.ask(peer))
                    .orElseGet(() -> CompletableFuture.failedStage(new IOException(Causes.NO_WAY)));
        } catch (RuntimeException bug) {
            return CompletableFuture.failedStage(bug);
        }
    }
}

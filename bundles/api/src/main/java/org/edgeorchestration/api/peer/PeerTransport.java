// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;

/**
 * The other nodes and the way to them. One service per framework, from the bundle {@code peer}; called by the service manager and
 * the ways in, on any thread. No method blocks. Every stage completes within a deadline of its own, on a thread of the
 * implementation that its dependents must not hold.
 *
 * <p>Peers are probed in the background, so that what {@link #peers()} tells is seldom older than a second; an answer to a
 * request refreshes it as well.
 */
public interface PeerTransport {

    /** Every node that has answered and is not gone, from memory. One that falls silent leaves the list within 3 seconds. */
    List<Peer> peers();

    /** One of them. */
    default Optional<Peer> peer(NodeId id) {
        return peers().stream().filter(peer -> peer.node().id().equals(id)).findFirst();
    }

    /**
     * Asks a peer how busy it is, within a deadline of 100 ms or four of its round trips, whichever is longer, a second at most;
     * one that is {@link Peer.Standing#LATE late} is given up to 2.5 seconds.
     *
     * @return the peer as it is known after the answer; exceptionally with an {@link java.io.IOException} whose message is a
     *     sentence for people when it is unknown, {@link Peer.Standing#BARRED barred}, or did not answer in time
     */
    CompletionStage<Peer> ask(NodeId peer);

    /**
     * Sends an order, within 2 seconds. What becomes of it comes back through {@link PeerRequests#report}, perhaps before this
     * stage completes. Never exceptionally.
     */
    CompletionStage<Reception> execute(NodeId peer, ExecutionOrder order);

    /**
     * Asks a peer to end an execution it took from this node; the outcome is reported as a status.
     *
     * @return exceptionally with an {@link java.io.IOException} when the peer cannot be told, as nodes of the Go project cannot
     */
    CompletionStage<Void> stop(NodeId peer, ExecutionId execution);
}

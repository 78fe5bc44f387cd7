// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.PeerTransport;

/**
 * Gives up executions at nodes that will not tell any more what became of them: a node that has been started anew has forgotten
 * them, and one that is gone for long may never return. So every execution ends. One thread.
 */
final class Leases {
    /** How often it looks. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    /** How long a node of this project may be gone: it says when it is back, and has kept what it wanted to say. */
    static final Duration OURS = Duration.ofSeconds(10);

    /** How long a node of the Go project may be gone: it reports once, whether it is seen or not. */
    static final Duration GO = Duration.ofSeconds(60);

    /** How long it may be unknown whether a node of the Go project has an order; nobody can ask it. */
    static final Duration GO_IN_DOUBT = Duration.ofHours(1);

    private final RemoteExecutions executions;
    private final Supplier<Optional<PeerTransport>> transport;
    private final Ticker ticker;
    private final Map<NodeId, Long> absentSince = new HashMap<>();

    Leases(RemoteExecutions executions, Supplier<Optional<PeerTransport>> transport, Ticker ticker) {
        this.executions = executions;
        this.transport = transport;
        this.ticker = ticker;
    }

    /** Why an execution is lost whose node has begun a new life. */
    static String startedAnew(NodeId peer) {
        return "node " + peer + " has been started anew and does not know it any more";
    }

    /** Looks once at every peer that has executions of this node. */
    void look() {
        Set<NodeId> peers = Set.copyOf(executions.peers());
        absentSince.keySet().retainAll(peers);
        peers.forEach(this::look);
    }

    private void look(NodeId id) {
        Optional<Peer> peer =
                transport.get().flatMap(way -> way.peer(id)).filter(known -> known.standing() != Standing.BARRED);
        if (peer.isPresent()) {
            absentSince.remove(id);
            executions.at(id).forEach(execution -> check(execution, peer.get()));
        } else {
            long since = absentSince.computeIfAbsent(id, unknown -> ticker.nanoTime());
            expire(id, executions.at(id), Duration.ofNanos(ticker.nanoTime() - since));
        }
    }

    private void check(RemoteExecution execution, Peer peer) {
        if (execution.outlived(peer)) {
            execution.lost(startedAnew(execution.peer()));
        } else if (!execution.ours()
                && execution.isUnsure()
                && ticker.nanoTime() - execution.sent() >= GO_IN_DOUBT.toNanos()) {
            execution.lost("node " + execution.peer() + " never said whether it has it");
        }
    }

    private static void expire(NodeId id, Collection<RemoteExecution> executions, Duration absent) {
        for (RemoteExecution execution : executions) {
            Duration lease = execution.ours() ? OURS : GO;
            if (absent.compareTo(lease) >= 0) {
                execution.lost("node " + id + " has been gone for " + lease.toSeconds() + " s");
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Reception;

/** The other nodes over HTTP: who is there from memory, and what is said to each on its own wire. */
final class HttpPeerTransport implements PeerTransport {
    private static final Duration EXECUTE_WITHIN = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final PeerTable table;
    private final GoTurns turns;
    private final Lookout lookout;
    private final ScheduledExecutorService scheduler;
    private final Ticker ticker;

    HttpPeerTransport(
            PeerTable table, GoTurns turns, Lookout lookout, ScheduledExecutorService scheduler, Ticker ticker) {
        this.table = table;
        this.turns = turns;
        this.lookout = lookout;
        this.scheduler = scheduler;
        this.ticker = ticker;
    }

    @Override
    public List<Peer> peers() {
        return table.seen();
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        return table.find(id)
                .map(KnownPeer::state)
                .filter(state -> !state.vitals().gone())
                .map(state -> state.seen(ticker.nanoTime()))
                .or(() -> PeerTransport.super.peer(id));
    }

    @Override
    public CompletionStage<Peer> ask(NodeId id) {
        Optional<KnownPeer> peer = table.find(id);
        if (peer.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException(id + " is not known here"));
        }
        PeerState state = peer.get().state();
        if (state.vitals().away()) {
            return CompletableFuture.failedFuture(new IOException(id + " is not asked: " + trouble(state)));
        }
        return peer.get().ask().thenApply(after -> after.seen(ticker.nanoTime()));
    }

    @Override
    public CompletionStage<Reception> execute(NodeId id, ExecutionOrder order) {
        Optional<KnownPeer> known = table.find(id);
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(new Reception.NotReached(id + " is not known here"));
        }
        KnownPeer peer = known.get();
        PeerState state = peer.state();
        if (state.vitals().away()) {
            return CompletableFuture.completedFuture(
                    new Reception.NotReached(id + " is not sent anything: " + trouble(state)));
        }
        Future<?> impatience = impatience(peer, state.vitals().roundTrips().patience());
        return state.wire().execute(id, order, EXECUTE_WITHIN, peer).thenApply(reception -> {
            impatience.cancel(false);
            if (peer.vitals().health() != Vitals.Health.READY) {
                lookout.doubted();
            }
            return reception;
        });
    }

    /** Others are not to wait for a peer that lets this order wait. */
    private Future<?> impatience(KnownPeer peer, Duration patience) {
        try {
            return scheduler.schedule(
                    () -> {
                        peer.doubted(peer.id() + " has not answered an order within " + patience.toMillis() + " ms");
                        lookout.doubted();
                    },
                    patience.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public CompletionStage<Void> stop(NodeId id, ExecutionId execution) {
        if (turns.withdrawn(execution)) { // it waits here, whatever has become of its node
            return CompletableFuture.completedFuture(null);
        }
        return table.find(id)
                .map(peer -> peer.state().wire().stop(execution, STOP_WITHIN))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException(id + " is not known here")));
    }

    private static String trouble(PeerState state) {
        return state.trouble().orElse("it did not answer the last time");
    }
}

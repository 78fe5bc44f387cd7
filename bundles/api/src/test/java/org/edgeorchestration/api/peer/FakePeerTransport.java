// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;

/**
 * Other nodes as the test wants them, in the order of their ids. Until told otherwise every ready one answers at once as it
 * is known, accepts every order, and, if it is ours, is told of every stop.
 */
public final class FakePeerTransport implements PeerTransport {

    /**
     * An order that was sent.
     *
     * @param peer to whom
     * @param order what
     */
    public record Sent(NodeId peer, ExecutionOrder order) {}

    /**
     * A stop that was asked for.
     *
     * @param peer of whom
     * @param execution which
     */
    public record Stopped(NodeId peer, ExecutionId execution) {}

    private final Map<NodeId, Peer> peers = new ConcurrentSkipListMap<>();
    private final Map<NodeId, Supplier<CompletionStage<Peer>>> answers = new ConcurrentSkipListMap<>();
    private final Map<NodeId, Function<ExecutionOrder, CompletionStage<Reception>>> receptions =
            new ConcurrentSkipListMap<>();
    private final Map<NodeId, Supplier<CompletionStage<Void>>> stops = new ConcurrentSkipListMap<>();
    private final Queue<NodeId> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Stopped> stopped = new ConcurrentLinkedQueue<>();

    /** They are there now, as said; each takes the place of what was known of it before. */
    public FakePeerTransport put(Peer... present) {
        for (Peer peer : present) {
            peers.put(peer.node().id(), peer);
        }
        return this;
    }

    /** It is gone. */
    public void remove(String peer) {
        peers.remove(new NodeId(peer));
    }

    /** From now on it answers the question how busy it is in this way. */
    public FakePeerTransport answers(String peer, Supplier<CompletionStage<Peer>> answer) {
        answers.put(new NodeId(peer), answer);
        return this;
    }

    /** From now on it receives every order in this way. */
    public FakePeerTransport receives(String peer, Function<ExecutionOrder, CompletionStage<Reception>> reception) {
        receptions.put(new NodeId(peer), reception);
        return this;
    }

    /** From now on it receives every order in this way, at once. */
    public FakePeerTransport receives(String peer, Reception reception) {
        return receives(peer, order -> CompletableFuture.completedStage(reception));
    }

    /** From now on it is told of a stop in this way. */
    public FakePeerTransport stops(String peer, Supplier<CompletionStage<Void>> told) {
        stops.put(new NodeId(peer), told);
        return this;
    }

    @Override
    public List<Peer> peers() {
        return List.copyOf(peers.values());
    }

    @Override
    public Optional<Peer> peer(NodeId id) {
        return Optional.ofNullable(peers.get(id));
    }

    @Override
    public CompletionStage<Peer> ask(NodeId peer) {
        asked.add(peer);
        Supplier<CompletionStage<Peer>> answer = answers.get(peer);
        return answer == null ? known(peer) : answer.get();
    }

    private CompletionStage<Peer> known(NodeId id) {
        Peer peer = peers.get(id);
        if (peer == null) {
            return CompletableFuture.failedStage(new IOException("node " + id + " is unknown"));
        }
        return peer.standing() == Peer.Standing.READY
                ? CompletableFuture.completedStage(peer)
                : CompletableFuture.failedStage(new IOException(peer.trouble().orElse("it is not ready")));
    }

    @Override
    public CompletionStage<Reception> execute(NodeId peer, ExecutionOrder order) {
        sent.add(new Sent(peer, order));
        Function<ExecutionOrder, CompletionStage<Reception>> reception = receptions.get(peer);
        if (reception != null) {
            return reception.apply(order);
        }
        return CompletableFuture.completedStage(
                peers.containsKey(peer)
                        ? new Reception.Accepted()
                        : new Reception.NotReached("node " + peer + " is unknown"));
    }

    @Override
    public CompletionStage<Void> stop(NodeId peer, ExecutionId execution) {
        stopped.add(new Stopped(peer, execution));
        Supplier<CompletionStage<Void>> told = stops.get(peer);
        if (told != null) {
            return told.get();
        }
        return peer(peer).filter(Peer::ours).isPresent()
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(new IOException("node " + peer + " cannot be told to stop anything"));
    }

    /** Who was asked how busy it is, in order. */
    public List<NodeId> asked() {
        return List.copyOf(asked);
    }

    /** Every order that was sent, in order. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Every stop that was asked for, in order. */
    public List<Stopped> stopped() {
        return List.copyOf(stopped);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;

/**
 * Containers at Go nodes of v1.0.0 and later, one at a time. Such a node keeps the container it was ordered last where the one before
 * still looks: while that one pulls its image it creates the other's container, and when it ends it tells the other's number
 * (specification, sections 5.3 and 9.2, row 6). So an order waits here until the one before has ended. One that goes on for long
 * is past its pull, and might go on for ever: then only the end of it may be told of under another's number.
 *
 * <p>While the node is away nobody's turn comes. Whoever waits is given up as it would be if it ran there; it may be back before.
 *
 * <p>Any thread; nothing is sent and nobody is told under the lock.
 */
final class GoTurns {
    /** So long an order has its node for itself at most. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** So many wait for one node at most. */
    static final int MOST = 64;

    /** So often it is looked whether a node is back for which orders wait. */
    static final Duration AWAITED_EVERY = Duration.ofSeconds(1);

    private final PeerRequests requests;
    private final Predicate<NodeId> isThere;
    private final BiConsumer<Duration, Runnable> later;
    private final Ticker ticker;
    private final Map<NodeId, Turns> nodes = new HashMap<>();

    /**
     * Nobody waits yet.
     *
     * @param requests learns what became of orders that waited, and knows which are still wanted
     * @param isThere whether a node can be ordered anything now
     * @param later runs something after a while
     */
    GoTurns(PeerRequests requests, Predicate<NodeId> isThere, BiConsumer<Duration, Runnable> later, Ticker ticker) {
        this.requests = requests;
        this.isThere = isThere;
        this.later = later;
        this.ticker = ticker;
    }

    /** Whose turn it is at one node, since when, and who is next. */
    private static final class Turns {
        private final Deque<Order> waiting = new ArrayDeque<>();
        private ExecutionId current;
        private long since;
        private boolean awaited;

        Turns(ExecutionId first, long now) {
            current = first;
            since = now;
        }

        void next(ExecutionId id, long now) {
            current = id;
            since = now;
            awaited = false;
        }
    }

    /** One that waits. */
    private record Order(ExecutionId id, Supplier<CompletableFuture<Reception>> way) {}

    /**
     * Sends an order when its turn comes.
     *
     * @param atOnce sends it when it is its turn now; never exceptionally
     * @param afterwards sends it when it has waited; never exceptionally
     * @return what became of it when it was its turn at once; one that has to wait counts as accepted, and how it ends is reported
     */
    CompletableFuture<Reception> send(
            NodeId peer,
            ExecutionId id,
            Supplier<CompletableFuture<Reception>> atOnce,
            Supplier<CompletableFuture<Reception>> afterwards) {
        synchronized (this) {
            long now = ticker.nanoTime();
            Turns turns = nodes.get(peer);
            if (turns == null) {
                nodes.put(peer, new Turns(id, now));
            } else if (turns.waiting.isEmpty() && now - turns.since >= LONGEST.toNanos()) {
                turns.next(id, now);
            } else if (turns.waiting.size() >= MOST) {
                return CompletableFuture.completedFuture(new Reception.Refused(Refusal.busy(
                        peer + " runs one container at a time for this node, and " + MOST + " wait for it already")));
            } else {
                if (turns.waiting.isEmpty()) {
                    passesLater(peer, turns.current, LONGEST.minusNanos(now - turns.since));
                }
                turns.waiting.add(new Order(id, afterwards));
                return CompletableFuture.completedFuture(new Reception.Accepted());
            }
        }
        return atOnce.get().thenApply(reception -> {
            if (isNotThere(reception)) {
                ended(peer, id);
            }
            return reception;
        });
    }

    private void passesLater(NodeId peer, ExecutionId id, Duration pause) {
        later.accept(pause, () -> ended(peer, id));
    }

    /** That execution has ended, or has had its time. */
    void ended(NodeId peer, ExecutionId id) {
        if (isThere.test(peer)) {
            next(peer, id).ifPresent(order -> begin(peer, order));
        } else if (awaits(peer, id)) {
            later.accept(AWAITED_EVERY, () -> comeBack(peer, id));
        }
    }

    /** Whether the node has to be waited for, by this caller. */
    private synchronized boolean awaits(NodeId peer, ExecutionId ended) {
        Turns turns = nodes.get(peer);
        if (turns == null || !turns.current.equals(ended) || turns.awaited) {
            return false;
        }
        turns.awaited = !turns.waiting.isEmpty();
        if (!turns.awaited) {
            nodes.remove(peer);
        }
        return turns.awaited;
    }

    private void comeBack(NodeId peer, ExecutionId ended) {
        List<Order> unwanted =
                waiting(peer).stream().filter(order -> !isWanted(peer, order)).toList();
        synchronized (this) {
            Turns turns = nodes.get(peer);
            if (turns == null || !turns.current.equals(ended)) {
                return;
            }
            turns.waiting.removeAll(unwanted);
            turns.awaited = false;
        }
        ended(peer, ended);
    }

    private synchronized List<Order> waiting(NodeId peer) {
        return Optional.ofNullable(nodes.get(peer))
                .map(turns -> List.copyOf(turns.waiting))
                .orElse(List.of());
    }

    /** Whether nobody has given it up. */
    private boolean isWanted(NodeId peer, Order order) {
        return requests.report(peer, order.id(), new Report(List.of(), Optional.empty()));
    }

    private synchronized Optional<Order> next(NodeId peer, ExecutionId ended) {
        Turns turns = nodes.get(peer);
        if (turns == null || !turns.current.equals(ended)) {
            return Optional.empty();
        }
        Optional<Order> next = Optional.ofNullable(turns.waiting.poll());
        if (next.isEmpty()) {
            nodes.remove(peer);
            return next;
        }
        turns.next(next.get().id(), ticker.nanoTime());
        if (!turns.waiting.isEmpty()) {
            passesLater(peer, turns.current, LONGEST);
        }
        return next;
    }

    private void begin(NodeId peer, Order order) {
        if (!isWanted(peer, order)) {
            ended(peer, order.id());
            return;
        }
        CompletableFuture<Void> unused = order.way().get().thenAccept(reception -> {
            if (isNotThere(reception)) {
                requests.report(peer, order.id(), new Report(List.of(), Optional.of(notBegun(peer, reception))));
                ended(peer, order.id());
            }
        });
    }

    private static boolean isNotThere(Reception reception) {
        return reception instanceof Reception.Refused || reception instanceof Reception.NotReached;
    }

    private static ExecutionStatus notBegun(NodeId peer, Reception reception) {
        String why = reception instanceof Reception.Refused refused
                ? refused.refusal().reason()
                : ((Reception.NotReached) reception).why();
        return new ExecutionStatus.Failed(
                OptionalInt.empty(), "it waited for its turn at " + peer + ", and was not taken then: " + why);
    }

    /**
     * Takes an order back that still waits.
     *
     * @return whether it did; it will not be sent
     */
    boolean withdrawn(ExecutionId id) {
        Optional<NodeId> peer = withdraw(id);
        peer.ifPresent(at -> requests.report(
                at, id, new Report(List.of(), Optional.of(new ExecutionStatus.Stopped(OptionalInt.empty())))));
        return peer.isPresent();
    }

    private synchronized Optional<NodeId> withdraw(ExecutionId id) {
        return nodes.entrySet().stream()
                .filter(turns ->
                        turns.getValue().waiting.removeIf(order -> order.id().equals(id)))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}

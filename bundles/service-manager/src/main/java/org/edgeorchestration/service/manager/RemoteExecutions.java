// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * Every execution of this node that is at another one and has not ended. No more of them than the table lets live. Any
 * thread.
 */
final class RemoteExecutions implements ExecutionFollower {
    private final Stops stops;
    private final Ticker ticker;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<ExecutionId, Entry> living = new ConcurrentHashMap<>();
    private final Map<NodeId, ConcurrentNavigableMap<Long, RemoteExecution>> byPeer = new ConcurrentHashMap<>();

    /** Its number says which left earlier. */
    private record Entry(long number, RemoteExecution execution) {}

    RemoteExecutions(Stops stops, Ticker ticker) {
        this.stops = stops;
        this.ticker = ticker;
    }

    /** The order leaves now. */
    RemoteExecution add(ExecutionRecord record, Peer peer) {
        RemoteExecution execution = new RemoteExecution(record, peer, ticker.nanoTime(), stops);
        Entry entry = new Entry(numbers.incrementAndGet(), execution);
        living.put(record.id(), entry);
        byPeer.compute(execution.peer(), (id, known) -> {
            var all = known == null ? new ConcurrentSkipListMap<Long, RemoteExecution>() : known;
            all.put(entry.number, execution);
            return all;
        });
        return execution;
    }

    /** It is not there. */
    void remove(ExecutionId id) {
        Entry entry = living.remove(id);
        if (entry != null) {
            byPeer.computeIfPresent(entry.execution.peer(), (peer, all) -> {
                all.remove(entry.number);
                return all.isEmpty() ? null : all;
            });
        }
    }

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        if (status.status().terminal()) {
            remove(status.id());
        }
    }

    /**
     * News from a peer.
     *
     * @return whether the execution is there and news of it were waited for
     */
    boolean report(NodeId from, ExecutionId id, Report report) {
        Entry entry = living.get(id);
        return entry != null && entry.execution.peer().equals(from) && entry.execution.report(report);
    }

    /** The peers that have some. */
    List<NodeId> peers() {
        return List.copyOf(byPeer.keySet());
    }

    /** Those at that peer, oldest first. */
    Collection<RemoteExecution> at(NodeId peer) {
        Map<Long, RemoteExecution> all = byPeer.get(peer);
        return all == null ? List.of() : List.copyOf(all.values());
    }

    /** Whether that many, or more, went to that peer since a moment of the {@link Ticker} and have not ended. */
    boolean atLeast(int count, NodeId peer, long since) {
        ConcurrentNavigableMap<Long, RemoteExecution> all = byPeer.get(peer);
        return all != null
                && all.descendingMap().values().stream()
                                .takeWhile(execution -> execution.sent() - since >= 0)
                                .limit(count)
                                .count()
                        == count;
    }

    /**
     * How many at that peer its load does not show.
     *
     * @param said when it told its load, on the {@link Ticker}: what left later is not in it at all
     * @param measured when the resources in it may have been measured: what began later is in none of them
     */
    int unseen(NodeId peer, long said, long measured) {
        ConcurrentNavigableMap<Long, RemoteExecution> all = byPeer.get(peer);
        if (all == null) {
            return 0;
        }
        return (int) all.descendingMap().values().stream()
                .takeWhile(execution -> execution.sent() - measured >= 0)
                .filter(execution -> execution.sent() - said >= 0 || execution.status() instanceof Started)
                .count();
    }
}

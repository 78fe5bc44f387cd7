// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.peer.server.GoNotifications;
import org.edgeorchestration.peer.wire.Encoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was ordered at nodes of the Go project and has not been told of yet. A number names an execution once and for good: they
 * count from a random start, so that a notification for an earlier life of this node meets nothing.
 */
final class GoExecutions implements GoNotifications {
    /** How many are waited for at one time. */
    static final int MOST = 10_000;

    /** Of how many that were told of lately a second notification would be understood. */
    private static final int MOST_TOLD = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(GoExecutions.class);
    // JSON numbers are exact up to 2^53: there is room for 2^52 orders from any start below 2^52
    private static final long STARTS_BELOW = 1L << 52;

    private final PeerRequests requests;
    private final Whereabouts whereabouts;
    private final GoTurns turns;
    private final Map<Long, Ordered> waiting = new LinkedHashMap<>();
    private final Map<Long, Ordered> told = new LinkedHashMap<>();
    private long last;

    /**
     * Nothing is waited for yet.
     *
     * @param whereabouts what was ordered at a peer that is not there may be forgotten when room is needed
     * @param turns learns of every end
     */
    GoExecutions(PeerRequests requests, Whereabouts whereabouts, GoTurns turns) {
        this.requests = requests;
        this.whereabouts = whereabouts;
        this.turns = turns;
        this.last = new SecureRandom().nextLong(STARTS_BELOW);
    }

    /** An execution at a node, in a life of it. */
    private record Ordered(
            NodeId peer, Optional<String> life, InetAddress at, Encoding encoding, ExecutionId execution) {

        void end(PeerRequests requests, ExecutionStatus status) {
            boolean awaited = requests.report(peer, execution, new Report(List.of(), Optional.of(status)));
            if (!awaited) {
                LOG.info("peer={} execution={} told of its end, for which nobody waits any more", peer, execution);
            }
        }
    }

    /**
     * A number for an execution that is about to be ordered.
     *
     * @return empty when too many are waited for
     */
    synchronized Optional<Long> expect(NodeId peer, InetAddress at, Encoding encoding, ExecutionId execution) {
        if (waiting.size() >= MOST && !forgetOneOfAbsentPeers()) {
            return Optional.empty();
        }
        waiting.put(++last, new Ordered(peer, whereabouts.life(peer), at, encoding, execution));
        return Optional.of(last);
    }

    /** The nodes that are to tell of an execution. */
    synchronized Set<NodeId> awaited() {
        return waiting.isEmpty()
                ? Set.of()
                : waiting.values().stream().map(Ordered::peer).collect(Collectors.toUnmodifiableSet());
    }

    /** Where a node is now, which may be elsewhere than when something was ordered. */
    Optional<KnownPeer> find(NodeId peer) {
        return whereabouts.find(peer);
    }

    /** Whose turn it is at nodes that mix up what they run at one time. */
    GoTurns turns() {
        return turns;
    }

    /** The order was not taken. */
    synchronized void forget(long number) {
        waiting.remove(number);
    }

    private boolean forgetOneOfAbsentPeers() {
        for (Iterator<Ordered> oldest = waiting.values().iterator(); oldest.hasNext(); ) {
            if (whereabouts.life(oldest.next().peer()).isEmpty()) {
                oldest.remove();
                return true;
            }
        }
        return false;
    }

    /** Looks whether a node is in another life now: it will never tell of what was ordered in an earlier one. */
    void look() {
        for (Ordered ordered : takeForgotten()) {
            ordered.end(
                    requests,
                    new ExecutionStatus.Lost(
                            ordered.peer() + " has ended since it was ordered there, and will not tell of it"));
            turns.ended(ordered.peer(), ordered.execution());
        }
    }

    private synchronized List<Ordered> takeForgotten() {
        List<Ordered> forgotten = new ArrayList<>();
        for (Iterator<Ordered> all = waiting.values().iterator(); all.hasNext(); ) {
            Ordered ordered = all.next();
            Optional<String> now = whereabouts.life(ordered.peer());
            if (now.isPresent() && ordered.life().isPresent() && !now.equals(ordered.life())) {
                forgotten.add(ordered);
                all.remove();
            }
        }
        return forgotten;
    }

    @Override
    public boolean notified(InetAddress from, Encoding encoding, long serviceId, String status) {
        Optional<Ordered> named = take(from, encoding, serviceId);
        named.ifPresent(ordered -> {
            ordered.end(requests, end(ordered.peer(), status));
            turns.ended(ordered.peer(), ordered.execution());
        });
        return named.isPresent() || mixedUp(from, encoding, serviceId);
    }

    private synchronized Optional<Ordered> take(InetAddress from, Encoding encoding, long serviceId) {
        Ordered ordered = waiting.get(serviceId);
        if (ordered == null || ordered.encoding() != encoding || !mayComeFrom(from, ordered)) {
            return Optional.empty();
        }
        waiting.remove(serviceId);
        told.put(serviceId, ordered);
        if (told.size() > MOST_TOLD) {
            told.remove(told.keySet().iterator().next());
        }
        return Optional.of(ordered);
    }

    /**
     * A number that comes twice says that one ordered before it has ended as well, and that the node has mixed them up (specification,
     * section 9.2, row 6). How which of them ended is not known then.
     *
     * @return whether there is one
     */
    private boolean mixedUp(InetAddress from, Encoding encoding, long serviceId) {
        Optional<Ordered> other = takeOneBefore(from, encoding, serviceId);
        other.ifPresent(ordered -> ordered.end(
                requests,
                new ExecutionStatus.Lost(ordered.peer()
                        + " told its end under the number of another: it has ended, but how is not known")));
        return other.isPresent();
    }

    private synchronized Optional<Ordered> takeOneBefore(InetAddress from, Encoding encoding, long serviceId) {
        Ordered named = told.get(serviceId);
        if (named == null || named.encoding() != encoding || !mayComeFrom(from, named)) {
            return Optional.empty();
        }
        Optional<Long> oldest = waiting.entrySet().stream()
                .filter(entry ->
                        entry.getKey() < serviceId && entry.getValue().peer().equals(named.peer()))
                .map(Map.Entry::getKey)
                .findFirst();
        return oldest.map(waiting::remove);
    }

    /** A node of several addresses tells from whichever its routes choose; the key proves it wherever it comes from. */
    private boolean mayComeFrom(InetAddress from, Ordered ordered) {
        return ordered.encoding() == Encoding.SEALED
                || ordered.at().equals(from)
                || whereabouts.mayBeAt(ordered.peer(), from);
    }

    /** What the dialect's words mean (specification, section 5.1). */
    private static ExecutionStatus end(NodeId peer, String status) {
        return switch (status) {
            case "Finished" -> new ExecutionStatus.Finished();
            case "" ->
                new ExecutionStatus.Failed(
                        OptionalInt.empty(),
                        peer + " says that it ended with an exit code other than 0, but not with which");
            case "Failed" ->
                new ExecutionStatus.Failed(
                        OptionalInt.empty(), peer + " says that it failed, but not why: its log may tell");
            default ->
                new ExecutionStatus.Failed(
                        OptionalInt.empty(), peer + " tells a status that is not known: '" + status + "'");
        };
    }
}

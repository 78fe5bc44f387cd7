// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;

/**
 * The nodes that have answered as themselves: bounded, and never displaced by claims. Read by any thread without a lock; nodes are
 * taken in and dropped by one.
 */
final class PeerTable {
    /** The most nodes that are kept, gone ones included. */
    static final int MOST = 1_024;

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final NodeId self;
    private final Ticker ticker;
    private final Pace pace;
    private final PeerLog log;
    private final Map<NodeId, KnownPeer> peers = new ConcurrentHashMap<>();
    private volatile List<Peer> barred = List.of();

    PeerTable(NodeId self, Ticker ticker, Pace pace, PeerLog log) {
        this.self = self;
        this.ticker = ticker;
        this.pace = pace;
        this.log = log;
    }

    Optional<KnownPeer> find(NodeId id) {
        return Optional.ofNullable(peers.get(id));
    }

    /** Whether that node is there, as far as is known. */
    boolean present(NodeId id) {
        return find(id).map(PeerTable::present).orElse(false);
    }

    private static boolean present(KnownPeer peer) {
        return peer.vitals().health() != Vitals.Health.GONE;
    }

    Stream<KnownPeer> all() {
        return peers.values().stream();
    }

    /** Those that are not gone, and nodes that answer but will not be spoken to. */
    List<Peer> seen() {
        long now = ticker.nanoTime();
        return Stream.concat(
                        all().filter(PeerTable::present)
                                .map(peer -> peer.state().seen(now)),
                        barred.stream()
                                .filter(peer -> !peers.containsKey(peer.node().id())))
                .toList();
    }

    /** Nodes that answer, but will not be spoken to and never were. */
    void barred(List<Peer> now) {
        barred = now;
    }

    /** Whether a peer that is there, another than {@code id}, answers at that address. */
    boolean heldByOther(InetAddress address, Optional<NodeId> id) {
        return all().anyMatch(peer -> present(peer)
                && !Optional.of(peer.id()).equals(id)
                && peer.state().wire().endpoint().address().equals(address));
    }

    /**
     * Takes in who answered at an address.
     *
     * @param claimed who was said to be there
     * @return the peer; empty when it has no name, is this node itself, an address too many of another, or one node too many
     */
    Optional<KnownPeer> adopt(Found found, Optional<Sighting> claimed) {
        Answer answer = found.answer();
        Optional<NodeId> id = answer.node().map(Node::id).or(() -> claimed.flatMap(Sighting::id));
        InetAddress address = found.wire().endpoint().address();
        if (id.isEmpty() || id.get().equals(self)) {
            return Optional.empty();
        }
        // the Go dialect proves the key but not the name: the first name at an address counts
        if (answer.node().isEmpty() && heldByOther(address, id)) {
            return Optional.empty();
        }
        Optional<Sighting> own = claimed.filter(sighting -> sighting.id().equals(id));
        KnownPeer known = peers.get(id.get());
        if (known != null) {
            known.found(found, own);
            return Optional.of(known);
        }
        return room() ? Optional.of(add(id.get(), found, own)) : Optional.empty();
    }

    private KnownPeer add(NodeId id, Found found, Optional<Sighting> sighting) {
        Answer answer = found.answer();
        long now = ticker.nanoTime();
        Duration interval = pace.interval(found.wire().profile());
        InetAddress answering = found.wire().endpoint().address();
        Node node = answer.node()
                .map(self -> PeerState.answering(self, answering))
                .or(() -> sighting.map(seen -> PeerState.announced(id, seen, answering)))
                .orElseGet(() -> new Node(id, "", List.of(answering), Set.of(), Set.of()));
        Vitals vitals = Vitals.found(now, answer.roundTrip(), interval);
        PeerState state =
                new PeerState(node, found.wire(), vitals, answer.life(), answer.load(), now, Optional.empty());
        KnownPeer peer = new KnownPeer(id, state, sighting, ticker, pace, log);
        peers.put(id, peer);
        log.found(id, state);
        return peer;
    }

    private boolean room() {
        if (peers.size() < MOST) {
            return true;
        }
        Optional<KnownPeer> longestGone = all().filter(peer -> !present(peer))
                .min(Comparator.comparingLong(peer -> peer.vitals().changed()));
        longestGone.ifPresent(peer -> peers.remove(peer.id()));
        return longestGone.isPresent();
    }

    /** Forgets those that have been gone for long, and lets the others know how many they are. */
    void sweep() {
        long now = ticker.nanoTime();
        peers.values().removeIf(peer -> !present(peer) && now - peer.vitals().changed() > FORGOTTEN_AFTER.toNanos());
        int ours = (int) all().filter(
                        peer -> present(peer) && peer.state().wire().profile().ours())
                .count();
        int all = (int) all().filter(PeerTable::present).count();
        pace.among(ours, all - ours);
    }
}

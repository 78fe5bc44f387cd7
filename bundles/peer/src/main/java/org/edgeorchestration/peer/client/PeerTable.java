// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.peer.wire.ScoreJson;

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
    private final Names names;
    private final Map<NodeId, KnownPeer> peers = new ConcurrentHashMap<>();
    private volatile List<Peer> barred = List.of();
    private volatile Set<NodeId> silent = Set.of();

    PeerTable(NodeId self, Ticker ticker, Pace pace, PeerLog log) {
        this.self = self;
        this.ticker = ticker;
        this.pace = pace;
        this.log = log;
        this.names = new Names(ticker);
    }

    Optional<KnownPeer> find(NodeId id) {
        return Optional.ofNullable(peers.get(id));
    }

    /** Whether that node is there, as far as is known. */
    boolean present(NodeId id) {
        return find(id).map(PeerTable::present).orElse(false);
    }

    /** Whether an address is known as one of that node's. */
    boolean mayBeAt(NodeId id, InetAddress address) {
        return find(id).filter(peer -> peer.addresses().contains(address)).isPresent();
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

    /** Whom other nodes are to hear of as silent, the latest of them. */
    Set<NodeId> silent() {
        return silent;
    }

    /** These names are announced now, and no others. */
    void announced(Collection<Sighting> sightings) {
        names.announced(sightings, peers::containsKey);
    }

    /** A call with the fleet's key came from there. Any thread. */
    void heard(NodeId id, InetAddress from) {
        names.heard(id, from);
    }

    /** Whether a peer that is there, another than {@code id}, answers at that address and does not give way to {@code id}. */
    boolean heldByOther(InetAddress address, Optional<NodeId> id) {
        return holders(address, id).anyMatch(holder -> id.map(newcomer -> !names.outweighs(newcomer, holder, address))
                .orElse(true));
    }

    private Stream<KnownPeer> holders(InetAddress address, Optional<NodeId> id) {
        return all().filter(peer -> !isAway(peer)
                && !Optional.of(peer.id()).equals(id)
                && peer.state().wire().endpoint().address().equals(address));
    }

    /**
     * Takes in who answered at an address.
     *
     * @param claimed who was said to be there
     * @return the peer; empty when it has no name, is this node itself, has a name that does not count there, or is one too many
     */
    Optional<KnownPeer> adopt(Found found, Optional<Sighting> claimed) {
        Answer answer = found.answer();
        Optional<NodeId> id = answer.node().map(Node::id).or(() -> claimed.flatMap(Sighting::id));
        InetAddress address = found.wire().endpoint().address();
        if (id.isEmpty() || id.get().equals(self)) {
            return Optional.empty();
        }
        KnownPeer known = peers.get(id.get());
        if (answer.node().isEmpty() && !counts(id.get(), Optional.ofNullable(known), found.wire())) {
            return Optional.empty();
        }
        // a node of ours understands the Go dialect too, and would answer for the Go node that was there before
        holders(address, id)
                .filter(holder -> Proof.on(holder.state().wire()) != Proof.NAME)
                .toList()
                .forEach(holder -> giveWay(holder, id.get()));
        Optional<Sighting> own = claimed.filter(sighting -> sighting.id().equals(id));
        if (known != null) {
            known.found(found, own);
            return Optional.of(known);
        }
        return room() ? Optional.of(add(id.get(), found, own)) : Optional.empty();
    }

    /** Whether an answer counts as that node's which proves no name: the Go dialect proves the key at most. */
    private boolean counts(NodeId id, Optional<KnownPeer> known, PeerWire wire) {
        if (heldByOther(wire.endpoint().address(), Optional.of(id))
                || known.filter(peer -> !mayBe(peer, wire)).isPresent()) {
            return false;
        }
        known.filter(PeerTable::isAway)
                .ifPresent(peer -> names.returned(id, peer.vitals().answered()));
        return true;
    }

    /** Not while the peer answers where it was; nor while it is only slow, on a wire that proves less than its own. */
    private static boolean mayBe(KnownPeer known, PeerWire wire) {
        PeerWire before = known.state().wire();
        if (Proof.on(wire).compareTo(Proof.on(before)) < 0) {
            return isAway(known);
        }
        return known.vitals().health() != Vitals.Health.READY || wire.endpoint().equals(before.endpoint());
    }

    /** Whether it does not answer, or not this node. */
    private static boolean isAway(KnownPeer peer) {
        Vitals.Health health = peer.vitals().health();
        return health == Vitals.Health.GONE || health == Vitals.Health.BARRED;
    }

    private void giveWay(KnownPeer holder, NodeId newcomer) {
        forget(holder);
        log.gaveWay(holder.id(), holder.state(), newcomer);
    }

    private void forget(KnownPeer peer) {
        peers.remove(peer.id());
        names.forget(peer.id());
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
        longestGone.ifPresent(this::forget);
        return longestGone.isPresent();
    }

    /** Forgets those that have been gone for long, and lets the others know how many they are. */
    void sweep() {
        long now = ticker.nanoTime();
        all().filter(peer -> !present(peer) && now - peer.vitals().changed() > FORGOTTEN_AFTER.toNanos())
                .forEach(this::forget);
        int ours = (int) all().filter(
                        peer -> present(peer) && peer.state().wire().profile().ours())
                .count();
        int all = (int) all().filter(PeerTable::present).count();
        pace.among(ours, all - ours);
        silent = all().filter(peer -> peer.vitals().silent(now))
                .sorted(Comparator.comparingLong(peer -> now - peer.vitals().changed()))
                .limit(ScoreJson.MOST_SILENT)
                .map(KnownPeer::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}

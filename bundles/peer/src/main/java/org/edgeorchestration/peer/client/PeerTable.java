// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
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
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.peer.wire.ScoreJson;

/**
 * The nodes that have answered as themselves: bounded, and never displaced by claims. Read by any thread without a lock; nodes are
 * added and forgotten by one.
 */
final class PeerTable implements Whereabouts {
    /** The most nodes that are kept, gone ones included. */
    static final int MOST = 1_024;

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Ticker ticker;
    private final Pace pace;
    private final PeerLog log;
    private final Map<NodeId, KnownPeer> peers = new ConcurrentHashMap<>();
    private volatile List<Peer> barred = List.of();
    private volatile Set<NodeId> silent = Set.of();
    private boolean forgot;

    PeerTable(Ticker ticker, Pace pace, PeerLog log) {
        this.ticker = ticker;
        this.pace = pace;
        this.log = log;
    }

    @Override
    public Optional<KnownPeer> find(NodeId id) {
        return Optional.ofNullable(peers.get(id));
    }

    /** Those that are there now or were; it may change while it is read. */
    Collection<KnownPeer> all() {
        return peers.values();
    }

    @Override
    public Optional<String> life(NodeId id) {
        return find(id).filter(peer -> !peer.vitals().gone())
                .map(peer -> peer.state().life());
    }

    @Override
    public boolean mayBeAt(NodeId id, InetAddress address) {
        return find(id).filter(peer -> peer.contact().addresses().contains(address))
                .isPresent();
    }

    /** Those that are not gone, and nodes that answer but will not be spoken to; for somebody who makes use of it. */
    List<Peer> seen() {
        pace.used();
        long now = ticker.nanoTime();
        return Stream.concat(
                        all().stream().filter(peer -> !peer.vitals().gone()).map(peer -> peer.state()
                                .seen(now)),
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

    /**
     * A node is known from now on.
     *
     * @param claimed what was announced of it
     * @return empty when it is one too many
     */
    Optional<KnownPeer> add(NodeId id, Found found, Optional<Sighting> claimed) {
        if (!room()) {
            return Optional.empty();
        }
        Duration interval = pace.interval(found.wire().profile());
        PeerState state = PeerState.found(id, found, claimed, ticker.nanoTime(), interval);
        KnownPeer peer = new KnownPeer(id, state, ticker, pace, log);
        peers.put(id, peer);
        log.found(id, state);
        return Optional.of(peer);
    }

    private boolean room() {
        if (peers.size() < MOST) {
            return true;
        }
        Optional<KnownPeer> longestGone = all().stream()
                .filter(peer -> peer.vitals().gone())
                .min(Comparator.comparingLong(peer -> peer.vitals().changed()));
        longestGone.ifPresent(this::forget);
        return longestGone.isPresent();
    }

    /** A node is not known any more. */
    void forget(KnownPeer peer) {
        peers.remove(peer.id());
        forgot = true;
    }

    /** Whether nodes were forgotten since this was last asked: what is announced of them still is to be looked into again. */
    boolean hasForgotten() {
        boolean had = forgot;
        forgot = false;
        return had;
    }

    /** Forgets those that have been gone for long, and lets the others know how many they are. Many times a second, so in one pass. */
    void sweep() {
        long now = ticker.nanoTime();
        int ours = 0;
        int others = 0;
        List<Silent> found = new ArrayList<>();
        for (KnownPeer peer : all()) {
            Vitals vitals = peer.vitals();
            if (vitals.gone() && now - vitals.changed() > FORGOTTEN_AFTER.toNanos()) {
                forget(peer);
                continue;
            }
            if (vitals.silent(now)) {
                found.add(new Silent(peer.id(), now - vitals.changed()));
            }
            if (!vitals.gone()) {
                boolean one = peer.contact().wire().profile().ours();
                ours += one ? 1 : 0;
                others += one ? 0 : 1;
            }
        }
        pace.among(ours, others);
        silent = found.isEmpty() ? Set.of() : latest(found);
    }

    /** As it was when this was made: an answer may change what is known of the peer at any time. */
    private record Silent(NodeId id, long nanos) {}

    private static Set<NodeId> latest(List<Silent> silent) {
        return silent.stream()
                .sorted(Comparator.comparingLong(Silent::nanos))
                .limit(ScoreJson.MOST_SILENT)
                .map(Silent::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}

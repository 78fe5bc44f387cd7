// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;

/**
 * Decides whether who answers at an address is taken for the node that is said to be there, and lets it into the table. {@link #heard}
 * may be called by any thread, the rest by one.
 */
final class Admission {
    private final NodeId self;
    private final PeerTable table;
    private final PeerLog log;
    private final Names names;

    Admission(NodeId self, PeerTable table, Ticker ticker, PeerLog log) {
        this.self = self;
        this.table = table;
        this.log = log;
        this.names = new Names(
                ticker, id -> table.find(id).flatMap(peer -> peer.vitals().lastAbsence(ticker.nanoTime())));
    }

    /** These names are announced now, and no others. */
    void announced(Collection<Sighting> sightings) {
        names.announced(sightings, this::known);
    }

    /** A call with the fleet's key came from there. Any thread. */
    void heard(NodeId id, InetAddress from) {
        names.heard(id, from, this::addresses);
    }

    private Set<InetAddress> addresses() {
        return table.all().stream().map(peer -> peer.contact().address()).collect(Collectors.toSet());
    }

    private boolean known(NodeId id) {
        return table.find(id).isPresent();
    }

    /** Whether a peer that is there, another than {@code id}, answers at that address and does not give way to {@code id}. */
    boolean heldByOther(InetAddress address, Optional<NodeId> id) {
        return holders(address, id).anyMatch(holder -> id.map(newcomer -> !names.outweighs(newcomer, holder, address))
                .orElse(true));
    }

    private Stream<KnownPeer> holders(InetAddress address, Optional<NodeId> id) {
        return table.all().stream()
                .filter(peer -> !peer.vitals().away()
                        && !Optional.of(peer.id()).equals(id)
                        && peer.contact().address().equals(address));
    }

    /**
     * Takes in who answered at an address.
     *
     * @param claimed who was said to be there
     * @return the peer; empty when it has no name, is this node itself, has a name that does not count there, or is one too many
     */
    Optional<KnownPeer> adopt(Found found, Optional<Sighting> claimed) {
        boolean proved = found.answer().node().isPresent();
        Optional<NodeId> name = found.answer().node().map(Node::id).or(() -> claimed.flatMap(Sighting::id));
        if (name.isEmpty() || name.get().equals(self)) {
            return Optional.empty();
        }
        NodeId id = name.get();
        Optional<KnownPeer> known = table.find(id);
        if (!proved && !counts(id, known, found.wire())) {
            return Optional.empty();
        }
        clear(found.wire().endpoint().address(), id);
        Optional<Sighting> own = claimed.filter(sighting -> sighting.id().equals(name));
        known.ifPresent(peer -> peer.found(found, own));
        return known.or(() -> table.add(id, found, own));
    }

    /** Whether an answer counts as that node's which proves no name: the Go dialect proves the key at most. */
    private boolean counts(NodeId id, Optional<KnownPeer> known, PeerWire wire) {
        return !heldByOther(wire.endpoint().address(), Optional.of(id))
                && known.filter(peer -> !mayBe(peer, wire)).isEmpty();
    }

    /** Not while the peer answers where it was; nor while it is only slow, on a wire that proves less than its own. */
    private static boolean mayBe(KnownPeer known, PeerWire wire) {
        PeerWire before = known.contact().wire();
        if (Proof.on(wire).compareTo(Proof.on(before)) < 0) {
            return known.vitals().away();
        }
        return known.vitals().health() != Vitals.Health.READY || wire.endpoint().equals(before.endpoint());
    }

    /** Whoever was taken for the one at that address gives way, but for nodes that prove their names. */
    private void clear(InetAddress address, NodeId newcomer) {
        // a node of ours understands the Go dialect too, and would answer for the Go node that was there before
        List<KnownPeer> holders = holders(address, Optional.of(newcomer))
                .filter(holder -> Proof.on(holder.contact().wire()) != Proof.NAME)
                .toList();
        for (KnownPeer holder : holders) {
            table.forget(holder);
            names.gaveWay(holder.id(), address);
            log.gaveWay(holder.id(), holder.state(), newcomer);
        }
    }
}

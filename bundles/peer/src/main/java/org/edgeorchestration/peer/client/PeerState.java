// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;

/**
 * All that is known of a peer at one moment; pure.
 *
 * @param node what it is and where
 * @param wire the way to it
 * @param vitals how it does
 * @param life changes with each of its starts; empty text where it does not tell
 * @param load its last answer to how busy it is
 * @param loaded when that came, by the ticker; without meaning where there is none
 * @param trouble what is wrong, for people; empty while it is ready
 */
record PeerState(
        Node node,
        PeerWire wire,
        Vitals vitals,
        String life,
        Optional<Load> load,
        long loaded,
        Optional<String> trouble) {
    private static final int MOST_ADDRESSES = 16;

    /** It answered. One that says the same of itself as before stays the same object: placements keep it for long. */
    PeerState answered(Node self, Answer answer, long now, Duration interval) {
        RoundTrips roundTrips =
                answer.roundTrip().map(vitals.roundTrips()::with).orElse(vitals.roundTrips());
        return new PeerState(
                self.equals(node) ? node : self,
                wire,
                vitals.answered(now, roundTrips, interval),
                answer.life().isEmpty() ? life : answer.life(),
                answer.load().or(() -> load),
                answer.load().isPresent() ? now : loaded,
                Optional.empty());
    }

    /** Answered something else, and perhaps said on the way how busy it is. */
    PeerState told(Optional<Load> newer, long now, Duration interval) {
        return new PeerState(
                node,
                wire,
                vitals.answered(now, vitals.roundTrips(), interval),
                life,
                newer.or(() -> load),
                newer.isPresent() ? now : loaded,
                Optional.empty());
    }

    /** Came to other vitals for a reason. */
    PeerState with(Vitals newer, Optional<String> why) {
        return new PeerState(node, wire, newer, life, load, loaded, why);
    }

    /** Came to other vitals; what troubled it stays. */
    PeerState with(Vitals newer) {
        return with(newer, trouble);
    }

    /** Announces something else of itself. */
    PeerState with(Node newer) {
        return new PeerState(newer, wire, vitals, life, load, loaded, trouble);
    }

    /** As others of this node's bundles see it; only for a peer that is not gone. */
    Peer seen(long now) {
        return new Peer(
                node,
                wire.profile().word(),
                wire.profile().ours(),
                standing(),
                trouble,
                life,
                vitals.roundTrips().shortest(),
                load,
                load.isPresent() ? Duration.ofNanos(now - loaded) : Duration.ZERO);
    }

    private Peer.Standing standing() {
        return switch (vitals.health()) {
            case READY -> Peer.Standing.READY;
            case BARRED -> Peer.Standing.BARRED;
            case LATE, GONE -> Peer.Standing.LATE;
        };
    }

    /** The node as it is announced, with the address that answers in front. */
    static Node announced(NodeId id, Sighting seen, InetAddress answering) {
        return answering(
                new Node(id, seen.platform(), seen.addresses(), seen.executionTypes(), seen.services()), answering);
    }

    /** The node with the address that answers in front. */
    static Node answering(Node node, InetAddress address) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        addresses.add(address);
        addresses.addAll(node.addresses());
        return new Node(
                node.id(),
                node.platform(),
                addresses.stream().limit(MOST_ADDRESSES).toList(),
                node.executionTypes(),
                node.services());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;

/**
 * What a peer is, and where; pure.
 *
 * @param node what it says it is, the address that answers in front
 * @param wire the way to it
 * @param sighting what it last announced, where it announced anything
 */
record Contact(Node node, PeerWire wire, Optional<Sighting> sighting) {
    private static final int MOST_ADDRESSES = 16;

    /** Who answered somewhere for the first time. */
    static Contact found(NodeId id, Found found, Optional<Sighting> claimed) {
        InetAddress answering = found.wire().endpoint().address();
        Node unknown = new Node(id, "", List.of(answering), Set.of(), Set.of());
        return new Contact(unknown, found.wire(), claimed).answered(found.answer());
    }

    /** It answered, perhaps elsewhere or in another way. */
    Contact found(Found found, Optional<Sighting> claimed) {
        return new Contact(node, found.wire(), claimed.or(() -> sighting)).answered(found.answer());
    }

    /** It answered: what it says of itself counts, else what it announces. */
    Contact answered(Answer answer) {
        return is(answer.node()
                .or(() -> sighting.map(seen -> announced(id(), seen)))
                .orElse(node));
    }

    /** It announced something. What answers say of a node counts for more, where they say it. */
    Contact sighted(Sighting newer) {
        Contact sighted = new Contact(node, wire, Optional.of(newer));
        return wire.profile().ours() ? sighted : sighted.is(announced(id(), newer));
    }

    /** One that says the same of itself as before stays the same object: placements keep it for long. */
    private Contact is(Node newer) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        addresses.add(address());
        addresses.addAll(newer.addresses());
        Node self = new Node(
                newer.id(),
                newer.platform(),
                addresses.stream().limit(MOST_ADDRESSES).toList(),
                newer.executionTypes(),
                newer.services());
        return self.equals(node) ? this : new Contact(self, wire, sighting);
    }

    private static Node announced(NodeId id, Sighting seen) {
        return new Node(id, seen.platform(), seen.addresses(), seen.executionTypes(), seen.services());
    }

    NodeId id() {
        return node.id();
    }

    /** The address that answers. */
    InetAddress address() {
        return wire.endpoint().address();
    }

    /** Every address it may be at, the one that answers first. */
    List<InetAddress> addresses() {
        Set<InetAddress> all = new LinkedHashSet<>();
        all.add(address());
        sighting.ifPresent(seen -> all.addAll(seen.addresses()));
        all.addAll(node.addresses());
        return all.stream().limit(MOST_ADDRESSES).toList();
    }

    /** What it announces; where it announced nothing, what it would. */
    Sighting asSighting(Sighting.Dialect dialect) {
        return sighting.orElseGet(() -> new Sighting(
                Optional.of(id()),
                node.platform(),
                node.addresses(),
                node.executionTypes(),
                node.services(),
                dialect,
                true,
                false,
                0));
    }
}

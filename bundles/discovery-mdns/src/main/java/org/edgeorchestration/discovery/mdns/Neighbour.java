// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;

/**
 * What is remembered of one node.
 *
 * @param sighting what is told about it
 * @param text what its TXT record said
 * @param source where the last word that counted came from
 * @param heard when that was, by the monotonic clock
 * @param advertised when it last advertised itself, likewise
 * @param met when it was first heard of, likewise
 */
record Neighbour(Sighting sighting, NodeText text, InetAddress source, long heard, long advertised, long met) {
    /** Of one advertisement there is a packet from each of the node's addresses. */
    private static final Duration SAME = Duration.ofMillis(100);

    /** After a goodbye, answers may still be under way that were given before. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);

    /** Less than this after the last one, an advertisement is not the minutely one: something has happened. */
    private static final Duration EARLY = Duration.ofSeconds(45);

    /** A node that was not heard of before, by a claim with addresses. */
    static Neighbour first(Claim claim, NodeText text, InetAddress source, long now) {
        boolean credible = speaksFor(claim.addresses(), source);
        Sighting sighting = sighting(claim.id(), text, claim.addresses(), credible, false, 1);
        return new Neighbour(sighting, text, source, now, now, now);
    }

    /** The node after one more claim: this object where the claim does not count, this sighting where it says nothing new. */
    Neighbour after(Claim claim, InetAddress from, long now) {
        if (claim.goodbye()) {
            return sighting.leaving() ? this : leaving(now);
        }
        boolean partial = claim.addresses().isEmpty(); // such packets never take addresses away
        List<InetAddress> addresses = partial ? sighting.addresses() : claim.addresses();
        boolean credible = speaksFor(addresses, from);
        if ((sighting.credible() && !credible) || (sighting.leaving() && (partial || isOlder(claim, now)))) {
            return this; // nobody speaks for a node that speaks for itself; and its return is told in full
        }
        NodeText said = claim.text().orElse(text);
        Sighting next = asksForAttention(claim, said, addresses, credible, now)
                ? sighting(id(), said, addresses, credible, false, sighting.spoken() + 1)
                : sighting;
        boolean advertises = claim.kind() == Claim.Kind.ADVERTISEMENT;
        return new Neighbour(next, said, from, now, advertises ? now : advertised, met);
    }

    private boolean asksForAttention(
            Claim claim, NodeText said, List<InetAddress> addresses, boolean credible, long now) {
        return switch (claim.kind()) {
                    case ARRIVAL -> true;
                    case ADVERTISEMENT -> now - advertised > SAME.toNanos() && now - advertised < EARLY.toNanos();
                    case ANSWER -> false;
                }
                || sighting.leaving()
                || credible != sighting.credible()
                || !said.equals(text)
                || !sameAsBefore(addresses);
    }

    /** In whatever order: a node that is on two links with others names on each the address there first. */
    private boolean sameAsBefore(List<InetAddress> addresses) {
        return Set.copyOf(addresses).equals(Set.copyOf(sighting.addresses()));
    }

    private boolean isOlder(Claim claim, long now) {
        return claim.kind() == Claim.Kind.ANSWER && now - heard < UNDER_WAY.toNanos();
    }

    private Neighbour leaving(long now) {
        Sighting last = sighting(id(), text, sighting.addresses(), sighting.credible(), true, sighting.spoken());
        return new Neighbour(last, text, source, now, advertised, met);
    }

    /** The node's id, as it was spelled first. */
    NodeId id() {
        return sighting.id().orElseThrow();
    }

    /** Every program of this machine can use every loopback address, so there they are all one. */
    private static boolean speaksFor(List<InetAddress> addresses, InetAddress source) {
        return addresses.contains(source)
                || (source.isLoopbackAddress() && addresses.stream().allMatch(InetAddress::isLoopbackAddress));
    }

    private static Sighting sighting(
            NodeId id, NodeText text, List<InetAddress> addresses, boolean credible, boolean leaving, long spoken) {
        return new Sighting(
                Optional.of(id),
                text.platform(),
                addresses,
                text.type().map(Set::of).orElse(Set.of()),
                text.services(),
                text.dialect(),
                credible,
                leaving,
                spoken);
    }
}

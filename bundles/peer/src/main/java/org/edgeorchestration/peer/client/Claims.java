// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;

/**
 * Who is said to be here and has not answered as itself: a bounded table, and the order in which claims are looked into. Whoever
 * called with the fleet's key comes first, then credible claims, then those at addresses where few attempts were in vain, then
 * new ones: so a flood of false names keeps no true newcomer waiting. One thread.
 */
final class Claims {
    /** The most claims that are kept. */
    static final int MOST = 1_024;

    private static final Duration FADES = Duration.ofMinutes(1);
    // less than discovery keeps of one source: whoever floods makes many
    private static final int FEW = 32;

    /** Of few claims each is looked into so often: nodes that heard of each other while their network was bad meet when it is well. */
    static final Duration SOON = Duration.ofMillis(3_200);

    /** Of many, most of them false. */
    static final Duration SELDOM = Duration.ofMinutes(1);

    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> vain = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Integer> eldest) {
            return size() > MOST;
        }
    };
    private long made;

    /** How good the chances of a claim are; the best is the least. */
    private Comparator<Claim> order() {
        return Comparator.comparing((Claim claim) -> !claim.heard())
                .thenComparing(claim -> !claim.sighting().credible())
                .thenComparingInt(this::attempts)
                .thenComparing(Comparator.comparingLong(Claim::since).reversed());
    }

    private int attempts(Claim claim) {
        int there = claim.addresses().isEmpty() ? 0 : vain.getOrDefault(claim.next(), 0);
        return Math.max(claim.attempts(), there);
    }

    /** These are claimed now, and no others, except for those that were heard. */
    void claimed(Collection<Sighting> sightings, long now) {
        Map<String, Sighting> current = new HashMap<>();
        sightings.forEach(sighting -> current.put(name(sighting), sighting));
        claims.entrySet()
                .removeIf(entry ->
                        !current.containsKey(entry.getKey()) && entry.getValue().faded(now, FADES));
        current.forEach((name, sighting) -> {
            Claim claim = claims.get(name);
            if (claim != null) {
                claim.update(sighting, now);
            } else if (roomFor(sighting)) {
                claims.put(name, new Claim(sighting, ++made, now));
            }
        });
    }

    private boolean roomFor(Sighting sighting) {
        if (claims.size() < MOST) {
            return true;
        }
        if (!sighting.credible()) {
            return false;
        }
        return dropWorst(claim -> !claim.heard()
                && (!claim.sighting().credible() || (isConfigured(sighting) && !isConfigured(claim.sighting()))));
    }

    /** What the operator names nobody else can keep out by naming more. */
    private static boolean isConfigured(Sighting sighting) {
        return sighting.credible() && sighting.dialect() == Sighting.Dialect.NONE;
    }

    private boolean dropWorst(Predicate<Claim> droppable) {
        Optional<Map.Entry<String, Claim>> worst = claims.entrySet().stream()
                .filter(entry -> droppable.test(entry.getValue()))
                .max(Map.Entry.comparingByValue(order()));
        worst.ifPresent(entry -> claims.remove(entry.getKey()));
        return worst.isPresent();
    }

    /** A node called with the fleet's key. */
    void heard(NodeId id, InetAddress from, long now) {
        Claim claim = claims.get(id.value());
        if (claim == null) {
            if (claims.size() >= MOST && !dropWorst(other -> !other.heard())) {
                return;
            }
            claim = new Claim(unannounced(id, from), ++made, now);
            claims.put(id.value(), claim);
        }
        claim.hear(from, now);
    }

    private static Sighting unannounced(NodeId id, InetAddress from) {
        return new Sighting(
                Optional.of(id), "", List.of(from), Set.of(), Set.of(), Sighting.Dialect.NONE, true, false, 0);
    }

    /** The claim to look into next; empty while none is due. */
    Optional<Claim> next(long now) {
        List<Claim> due = new ArrayList<>();
        for (Claim claim : claims.values()) {
            if (claim.due(now)) {
                due.add(claim);
            }
        }
        return due.isEmpty() ? Optional.empty() : Optional.of(Collections.min(due, order()));
    }

    /** Nobody answered as claimed at that address. */
    void inVain(InetAddress address) {
        vain.merge(address, 1, Integer::sum);
    }

    /**
     * Nobody answered as claimed.
     *
     * @return whether somebody who would not be spoken to is not there any more
     */
    boolean failed(Claim claim, long now) {
        return claim.failed(now, claims.size() > FEW ? SELDOM : SOON);
    }

    /** The claim turned out true. */
    void confirmed(Claim claim) {
        claims.remove(name(claim.sighting()));
        claim.addresses().forEach(vain::remove);
    }

    /** Those of them that answer but will not be spoken to. */
    Stream<Claim> barred() {
        return claims.values().stream().filter(claim -> claim.barred().isPresent());
    }

    int size() {
        return claims.size();
    }

    private static String name(Sighting sighting) {
        return sighting.id().map(NodeId::value).orElseGet(() -> sighting.addresses().stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(" ", "@", "")));
    }
}

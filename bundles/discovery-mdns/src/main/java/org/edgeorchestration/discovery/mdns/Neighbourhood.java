// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;

/**
 * The nodes that were heard of, at most {@link #MOST} at one time and {@link #MOST_OF_ONE_SOURCE} from one address. However many names
 * somebody makes up, who is known stays known, and who speaks for itself alone finds room: whoever speaks for most gives way. For one
 * thread.
 */
final class Neighbourhood {
    /** The most names. */
    static final int MOST = 1_024;
    /** The most names first heard of from one address; a repeater speaks for many nodes. */
    static final int MOST_OF_ONE_SOURCE = 64;
    /** The most services of all nodes together. */
    private static final int MOST_SERVICES = 16_384;

    /** Nodes that said nothing for so long are asked after. */
    static final Duration SILENT = Duration.ofSeconds(150);
    /** Three minutely advertisements, and time for a last question. */
    static final Duration GONE = Duration.ofSeconds(200);

    private final Map<String, Neighbour> neighbours = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> sources = new HashMap<>();
    private int services;

    /** What became of a claim. */
    enum Effect {
        /** It says nothing new, does not count, or is not complete. */
        NONE,
        /** {@link #sightings()} has changed. */
        CHANGED,
        /** There is no room for one more. */
        NO_ROOM
    }

    Effect hear(Claim claim, InetAddress source, long now) {
        Neighbour before = neighbours.get(key(claim.id()));
        if (before == null) {
            return meet(claim, source, now);
        }
        Neighbour after = before.after(claim, source, now);
        if (after.equals(before)) {
            return Effect.NONE;
        }
        forget(before);
        remember(after);
        return after.sighting().equals(before.sighting()) ? Effect.NONE : Effect.CHANGED;
    }

    private Effect meet(Claim claim, InetAddress source, long now) {
        if (claim.goodbye() || claim.text().isEmpty() || claim.addresses().isEmpty()) {
            return Effect.NONE;
        }
        NodeText text = claim.text().get();
        if (speaksFor(source) >= MOST_OF_ONE_SOURCE || (isFull() && !giveWay(source, text))) {
            return Effect.NO_ROOM;
        }
        remember(Neighbour.first(claim, text, source, now));
        return Effect.CHANGED;
    }

    private boolean isFull() {
        return neighbours.size() >= MOST || services >= MOST_SERVICES;
    }

    /**
     * Has whoever speaks for most give up a name, as long as it speaks for more than the newcomer will. Which it made up, if it made up
     * any, nothing tells for certain; least likely the one that was met first at its own address.
     */
    private boolean giveWay(InetAddress newcomer, NodeText text) {
        int share = speaksFor(newcomer) + 1;
        Optional<Neighbour> leaver = neighbours.values().stream()
                .filter(neighbour -> speaksFor(neighbour.source()) > share
                        && (services < MOST_SERVICES
                                || neighbour.text().services().size()
                                        >= Math.max(1, text.services().size())))
                .max(Comparator.comparingInt((Neighbour neighbour) -> speaksFor(neighbour.source()))
                        .thenComparing(neighbour -> !neighbour.sighting().credible())
                        .thenComparingLong(Neighbour::met));
        leaver.ifPresent(this::forget);
        return leaver.isPresent();
    }

    private int speaksFor(InetAddress source) {
        return sources.getOrDefault(source, 0);
    }

    /** Whether the last word about some node came from there: such sources are heard when strangers drown each other out. */
    boolean isFamiliar(InetAddress source) {
        return sources.containsKey(source);
    }

    /** Forgets who was silent for too long; whether there was somebody. */
    boolean forgetSilent(long now) {
        List<Neighbour> gone = neighbours.values().stream()
                .filter(neighbour -> silentFor(GONE, neighbour, now))
                .toList();
        gone.forEach(this::forget);
        return !gone.isEmpty();
    }

    /** Whether somebody should be asked after. */
    boolean hasSilent(long now) {
        return neighbours.values().stream().anyMatch(neighbour -> silentFor(SILENT, neighbour, now));
    }

    /** Everybody, in the order of their names' first mention or last change. */
    List<Sighting> sightings() {
        return neighbours.values().stream().map(Neighbour::sighting).toList();
    }

    private static boolean silentFor(Duration time, Neighbour neighbour, long now) {
        return now - neighbour.heard() > time.toNanos();
    }

    private void remember(Neighbour neighbour) {
        neighbours.put(key(neighbour), neighbour);
        sources.merge(neighbour.source(), 1, Integer::sum);
        services += neighbour.text().services().size();
    }

    private void forget(Neighbour neighbour) {
        neighbours.remove(key(neighbour));
        sources.computeIfPresent(neighbour.source(), (source, count) -> count == 1 ? null : count - 1);
        services -= neighbour.text().services().size();
    }

    private static String key(Neighbour neighbour) {
        return key(neighbour.id());
    }

    private static String key(NodeId id) {
        return id.value().toLowerCase(Locale.ROOT);
    }
}

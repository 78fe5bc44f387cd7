// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whose letters go next, so that a receiver that hangs holds up nobody else: each receiving host and port has a lane of
 * its own with room for a few deliveries at one time, and the lanes take turns. Both numbers bound the connections.
 *
 * <p>Not thread-safe: the outbox's one thread owns it.
 */
final class Lanes {
    private final int roomPerLane;
    private final int roomInAll;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<Lane> open = new LinkedHashSet<>();
    private int underWay;

    private static final class Lane {
        private final Deque<Letters> ready = new ArrayDeque<>();
        private int underWay;
    }

    /**
     * @param roomPerLane how many deliveries to one receiver may be under way at one time
     * @param roomInAll how many to all of them
     */
    Lanes(int roomPerLane, int roomInAll) {
        this.roomPerLane = roomPerLane;
        this.roomInAll = roomInAll;
    }

    private static String key(URI receiver) {
        String authority = receiver.getRawAuthority();
        return (authority == null ? receiver.getRawSchemeSpecificPart() : authority).toLowerCase(Locale.ROOT);
    }

    /** These letters wait for their turn. */
    void ready(Letters letters) {
        Lane lane = lanes.computeIfAbsent(key(letters.receiver()), unknown -> new Lane());
        lane.ready.addLast(letters);
        settle(lane);
    }

    /** The letters whose first may be delivered now: it is under way until {@link #done}. Empty while there is no room. */
    Optional<Letters> next() {
        if (underWay >= roomInAll || open.isEmpty()) {
            return Optional.empty();
        }
        Lane lane = open.iterator().next();
        Letters next = lane.ready.removeFirst();
        lane.underWay++;
        underWay++;
        open.remove(lane); // and to the end of the row, if it is still open
        settle(lane);
        return Optional.of(next);
    }

    /** A delivery of these letters is no longer under way. */
    void done(Letters letters) {
        String key = key(letters.receiver());
        Lane lane = lanes.computeIfAbsent(key, unknown -> new Lane());
        lane.underWay--;
        underWay--;
        settle(lane);
        if (lane.underWay == 0 && lane.ready.isEmpty()) {
            lanes.remove(key);
        }
    }

    /** Whether nothing is under way or waits for its turn. */
    boolean idle() {
        return lanes.isEmpty();
    }

    private void settle(Lane lane) {
        if (!lane.ready.isEmpty() && lane.underWay < roomPerLane) {
            open.add(lane);
        }
    }
}

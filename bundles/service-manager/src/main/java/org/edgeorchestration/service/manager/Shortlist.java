// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.edgeorchestration.api.peer.Peer;

/**
 * Whom one decision may look at: those heard lately, whose loads only have to be compared; the rest; and those that were late.
 * Whom of many is a matter of chance: whoever took the same ones each time would have everybody send to the same few. One
 * thread at a time.
 */
final class Shortlist {
    private final SplittableRandom chance;
    private final List<Peer> heard = new ArrayList<>();
    private final List<Peer> rest;
    private final List<Peer> late = new ArrayList<>();
    private final List<Peer> barred = new ArrayList<>();

    Shortlist(Fleet fleet, SplittableRandom chance) {
        this.chance = chance;
        this.rest = new ArrayList<>(fleet.peers().size());
        for (Peer peer : fleet.peers()) {
            switch (peer.standing()) {
                case READY -> (Scoring.heardLately(peer) ? heard : rest).add(peer);
                case LATE -> late.add(peer);
                case BARRED -> barred.add(peer);
            }
        }
    }

    /** Up to {@code count} of those heard lately. */
    List<Peer> heard(int count) {
        return draw(heard, count);
    }

    /**
     * The next {@code count} of those that were not drawn, or as many as there are; the rest first: whoever looks further has
     * seen that those heard lately are busy, and more of them would say the same.
     */
    List<Peer> more(int count) {
        List<Peer> drawn = new ArrayList<>(draw(rest, count));
        drawn.addAll(draw(heard, count - drawn.size()));
        return drawn;
    }

    /** How many there are that answer and were not drawn. */
    int left() {
        return rest.size() + heard.size();
    }

    /** Up to {@code count} of those that missed their last deadline. */
    List<Peer> late(int count) {
        return draw(late, count);
    }

    /** Those that are in trouble and were not drawn. */
    List<Peer> troubled() {
        List<Peer> troubled = new ArrayList<>(late);
        troubled.addAll(barred);
        return troubled;
    }

    private List<Peer> draw(List<Peer> pool, int count) {
        if (pool.size() <= count) {
            List<Peer> all = List.copyOf(pool);
            pool.clear();
            return all;
        }
        List<Peer> drawn = new ArrayList<>(count);
        for (int left = pool.size(); drawn.size() < count; left--) {
            Collections.swap(pool, chance.nextInt(left), left - 1);
            drawn.add(pool.remove(left - 1));
        }
        return drawn;
    }
}

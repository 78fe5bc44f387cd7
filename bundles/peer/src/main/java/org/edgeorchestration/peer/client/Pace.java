// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import org.edgeorchestration.api.node.Ticker;

/**
 * How often known peers are probed: often enough that whoever places services finds fresh scores, seldom where nobody does; and so that all
 * of them together are not too many, the interval grows with their number. Any thread.
 */
final class Pace {
    private static final Duration OURS = Duration.ofMillis(500);
    private static final Duration OURS_UNUSED = Duration.ofSeconds(1);
    private static final Duration OURS_EACH = Duration.ofMillis(25);
    private static final Duration GO = Duration.ofSeconds(1);
    private static final Duration GO_EACH = Duration.ofMillis(50);

    /** So long after somebody last looked at the peers nobody is taken to do so. */
    static final Duration UNUSED_AFTER = Duration.ofSeconds(30);

    private final Ticker ticker;
    private volatile int ourPeers;
    private volatile int goPeers;
    private volatile long used;

    Pace(Ticker ticker) {
        this.ticker = ticker;
        this.used = ticker.nanoTime();
    }

    /** So many peers are known now. */
    void among(int ourPeers, int goPeers) {
        this.ourPeers = ourPeers;
        this.goPeers = goPeers;
    }

    /** Somebody looks at the peers, as whoever places a service does. */
    void used() {
        used = ticker.nanoTime();
    }

    /** The time from an answer of such a peer to its next probe. */
    Duration interval(Profile profile) {
        return profile.ours()
                ? longer(inUse() ? OURS : OURS_UNUSED, OURS_EACH.multipliedBy(ourPeers))
                : longer(GO, GO_EACH.multipliedBy(goPeers));
    }

    private boolean inUse() {
        return ticker.nanoTime() - used < UNUSED_AFTER.toNanos();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;

/** How long a probe's answer is waited for, and how long it is until the next probe of a peer that does not answer. Pure. */
final class Probing {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);
    private static final Duration KEEN = Duration.ofMinutes(10);
    private static final Duration GONE_PAUSE = Duration.ofSeconds(10);

    private Probing() {}

    /**
     * How long the answer of a peer is waited for: longer after each miss, so that one that has become slow is not taken for silent, but
     * not so long that one that is silent would be noticed late.
     */
    static Duration patience(Vitals peer, long now) {
        Duration usual = peer.roundTrips().patience();
        Duration longer = usual.multipliedBy(1L << Math.min(peer.misses(), 4));
        Duration untilSilent = Vitals.SILENCE.minusNanos(now - peer.answered());
        Duration atLeast = peer.seldomAsked(now) ? usual.multipliedBy(2) : usual;
        Duration most = untilSilent.compareTo(atLeast) > 0 ? untilSilent : atLeast;
        return longer.compareTo(most) < 0 ? longer : most;
    }

    /** How long to wait before the next probe of a peer that has just missed one. */
    static Duration pause(Vitals peer, long now) {
        return switch (peer.health()) {
            case READY, LATE -> backoff(peer, now);
            case BARRED -> LONGEST_PAUSE;
            case GONE -> now - peer.changed() < KEEN.toNanos() ? LONGEST_PAUSE : GONE_PAUSE;
        };
    }

    /** Longer after each miss, but not so long that the probe which is to find it silent would end much after {@link Vitals#SILENCE}. */
    private static Duration backoff(Vitals peer, long now) {
        long backoff = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.max(0, peer.misses() - 1));
        long untilLast = peer.answered()
                + Vitals.SILENCE.minus(peer.roundTrips().patience()).toNanos()
                - now;
        return Duration.ofNanos(Math.max(FIRST_PAUSE.toNanos(), Math.min(backoff, untilLast)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;

/**
 * How long the outbox tries to deliver one status. Pure.
 *
 * @param attempts how often it is sent at most, 1 or more
 * @param firstPause the pause after the first failed attempt; each later pause is twice as long, up to {@link #LONGEST_PAUSE}
 * @param answer how long one attempt may take before it counts as failed, whatever the delivery says
 * @param age how old a status may be when its turn comes; of an older one nobody wants to hear any more
 */
record Patience(int attempts, Duration firstPause, Duration answer, Duration age) {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 20;

    Patience {
        if (attempts < 1 || firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException(
                    "patience needs 1 attempt or more and a pause above 0, not " + attempts + " and " + firstPause);
        }
    }

    /**
     * How long to wait after a failed attempt.
     *
     * @param attempt which one failed, from 1
     */
    Duration pauseAfter(int attempt) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}

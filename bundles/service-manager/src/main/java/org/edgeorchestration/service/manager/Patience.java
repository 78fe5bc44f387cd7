// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;

/**
 * How long the outbox tries to deliver one status. Pure.
 *
 * @param attempts how often it is sent at most, 1 or more
 * @param firstPause the pause after the first failed attempt; each later pause is twice as long, up to {@link #LONGEST_PAUSE}
 * @param answer after this long, or at most twice as long, an attempt that nobody answered for counts as failed
 * @param age how old a status may be when its turn comes; of an older one nobody wants to hear any more
 */
record Patience(int attempts, Duration firstPause, Duration answer, Duration age) {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Longer than the ten seconds within which a delivery promises to say how it ended. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private static final int MAX_DOUBLINGS = 20;

    Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("callback.attempts must be 1 or more, but is " + attempts);
        }
        if (firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("callback.retry.milliseconds must be 1 or more, but is " + firstPause);
        }
    }

    static Patience of(EdgeServiceManager.Config config) {
        return new Patience(
                config.callback_attempts(),
                Duration.ofMillis(config.callback_retry_milliseconds()),
                ANSWER,
                Duration.ofMinutes(config.callback_age_minutes()));
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

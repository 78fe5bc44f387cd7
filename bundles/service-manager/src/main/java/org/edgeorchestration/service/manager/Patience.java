// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How long the outbox tries to deliver one status. Pure.
 *
 * @param attempts how often it is sent at most, 1 or more
 * @param firstPause the pause after the first failed attempt; each later pause is twice as long, up to
 *     {@code longestPause}
 * @param longestPause the longest pause
 * @param answer after this long, or at most twice as long, an attempt that nobody answered for counts as failed
 * @param age how old a status may be when its turn comes; of an older one nobody wants to hear any more
 */
record Patience(int attempts, Duration firstPause, Duration longestPause, Duration answer, Duration age) {
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Longer than the ten seconds within which a delivery promises to say how it ended. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /** A node that is back hears of its executions within this time. */
    private static final Duration LONGEST_PAUSE_TO_NODES = Duration.ofSeconds(5);

    /** Long after a node of this project has {@linkplain Leases given up} what it does not hear of. */
    private static final Duration AGE_TO_NODES = Duration.ofHours(1);

    private static final Set<String> WEB = Set.of("http", "https");
    private static final int MAX_DOUBLINGS = 20;

    Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("callback.attempts must be 1 or more, but is " + attempts);
        }
        if (firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("callback.retry.milliseconds must be 1 or more, but is " + firstPause);
        }
    }

    /** With pauses of up to {@link #LONGEST_PAUSE}. */
    Patience(int attempts, Duration firstPause, Duration answer, Duration age) {
        this(attempts, firstPause, LONGEST_PAUSE, answer, age);
    }

    static Patience of(Parts.Config config) {
        return new Patience(
                config.callback_attempts(),
                Duration.ofMillis(config.callback_retry_milliseconds()),
                ANSWER,
                Duration.ofMinutes(config.callback_age_minutes()));
    }

    /**
     * The patience with one receiver. An application may have stopped listening; a node waits for news of what it placed here, and
     * only they end its execution, so it is not given up while it may still come back.
     */
    Patience with(URI receiver) {
        return application(receiver)
                ? this
                : new Patience(Integer.MAX_VALUE, firstPause, LONGEST_PAUSE_TO_NODES, answer, AGE_TO_NODES);
    }

    /** Whether an application is there, not a node. */
    static boolean application(URI receiver) {
        String scheme = Optional.ofNullable(receiver.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return WEB.contains(scheme);
    }

    /**
     * How long to wait after a failed attempt.
     *
     * @param attempt which one failed, from 1
     */
    Duration pauseAfter(int attempt) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}

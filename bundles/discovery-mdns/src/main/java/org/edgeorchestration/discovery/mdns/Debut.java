// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.time.Duration;

/**
 * When this node is told of for the first time: once it can run something, since others would remember that it cannot; but soon in any
 * case. Times are those of the monotonic clock. For one thread.
 */
final class Debut {
    /** Also a node that runs nothing is one that can be asked. */
    static final Duration LATEST = Duration.ofMillis(250);
    /** The framework brings executors that are there already one after the other: they are told of together. */
    static final Duration TOGETHER = Duration.ofMillis(10);

    private long due;
    private boolean able;

    Debut(long now) {
        this.due = now + LATEST.toNanos();
    }

    /** Whether it is time, for a node that is able to run something, or is not yet. */
    boolean isDue(boolean nowAble, long now) {
        if (nowAble && !able) {
            able = true;
            long soon = now + TOGETHER.toNanos();
            due = soon - due < 0 ? soon : due;
        }
        return due - now <= 0;
    }

    /** Nanoseconds until it is time; 0 or less when it is. */
    long untilDue(long now) {
        return due - now;
    }
}

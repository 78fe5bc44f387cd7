// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.edgeorchestration.api.node.Ticker;

/**
 * Notices that this machine has slept: its monotonic clock stood still meanwhile, the clock on the wall did not. One that is put
 * forward looks alike; then this node is announced once more, and nothing else happens. For one thread.
 */
final class Standby {
    /** Shorter ones go unnoticed by others, too. */
    static final Duration NOTABLE = Duration.ofSeconds(5);

    private final InstantSource wall;
    private final Ticker ticker;
    private Instant lastInstant;
    private long lastTick;

    Standby(InstantSource wall, Ticker ticker) {
        this.wall = wall;
        this.ticker = ticker;
        this.lastInstant = wall.instant();
        this.lastTick = ticker.nanoTime();
    }

    /** Whether there was one since this was last asked. */
    boolean isOver() {
        Instant instant = wall.instant();
        long tick = ticker.nanoTime();
        Duration asleep = Duration.between(lastInstant, instant).minusNanos(tick - lastTick);
        lastInstant = instant;
        lastTick = tick;
        return asleep.compareTo(NOTABLE) > 0;
    }
}

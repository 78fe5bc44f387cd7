// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks, standing still until the test moves them. Wall time begins at 2026-01-01T00:00:00Z. */
public final class ManualTime implements InstantSource, Ticker {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong elapsed = new AtomicLong();

    /** Both clocks go on by {@code duration}. */
    public void advance(Duration duration) {
        elapsed.addAndGet(duration.toNanos());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(elapsed.get());
    }

    @Override
    public long nanoTime() {
        return elapsed.get();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.Ticker;

/** How long the engine has been away, as one run sees it. */
final class EngineAbsence {
    private final EngineWatch watch;
    private final Ticker ticker;
    private final Duration patience;
    private Optional<Long> since = Optional.empty();
    private boolean everHappened;

    EngineAbsence(EngineWatch watch, Ticker ticker, Duration patience) {
        this.watch = watch;
        this.ticker = ticker;
        this.patience = patience;
    }

    /** Calls {@code back} when the engine answers, or {@code lost} when patience is at its end; both return quickly. */
    void whenBack(Runnable back, Runnable lost) {
        boolean first;
        Duration left;
        synchronized (this) {
            everHappened = true;
            first = since.isEmpty();
            long now = ticker.nanoTime();
            left = patience.minusNanos(now - since.orElse(now));
            since = since.or(() -> Optional.of(now));
        }
        // an engine that answers pings but nothing else is asked neither for ever nor without a pause
        if (left.isNegative()) {
            lost.run();
        } else {
            watch.whenAnswering(first, left, back, lost);
        }
    }

    /** The engine did what it was asked. */
    synchronized void over() {
        since = Optional.empty();
    }

    /** Whether it was away at any time. */
    synchronized boolean everHappened() {
        return everHappened;
    }
}

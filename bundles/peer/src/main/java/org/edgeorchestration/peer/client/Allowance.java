// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import org.edgeorchestration.api.node.Ticker;

/** Lets so many things happen per second, and a few more at once after a rest. One thread at a time. */
final class Allowance {
    private final Ticker ticker;
    private final double perNano;
    private final int most;
    private double left;
    private long counted;

    /**
     * @param perSecond how many may happen in the long run
     * @param most how many may happen at once
     */
    Allowance(Ticker ticker, int perSecond, int most) {
        this.ticker = ticker;
        this.perNano = perSecond / (double) Duration.ofSeconds(1).toNanos();
        this.most = most;
        this.left = most;
        this.counted = ticker.nanoTime();
    }

    /** Takes one, if there is one. */
    boolean take() {
        long now = ticker.nanoTime();
        left = Math.min(most, left + (now - counted) * perNano);
        counted = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}

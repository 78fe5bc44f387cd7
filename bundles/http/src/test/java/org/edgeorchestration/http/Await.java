// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will bring about. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Await() {}

    static void until(BooleanSupplier condition) {
        for (long end = System.nanoTime() + LIMIT.toNanos();
                !condition.getAsBoolean();
                LockSupport.parkNanos(1_000_000)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + LIMIT);
            }
        }
    }
}

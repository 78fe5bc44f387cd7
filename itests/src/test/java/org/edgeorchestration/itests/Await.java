// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what comes about in another process: looks again and again, up to a limit. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /**
     * What the probe gives as soon as it gives something.
     *
     * @param what what is awaited, for the error's text
     * @param limit how long to wait at most
     * @throws AssertionError if nothing came within the limit
     */
    static <T> T value(String what, Duration limit, Supplier<Optional<T>> probe) {
        long deadline = System.nanoTime() + limit.toNanos();
        do {
            Optional<T> value = probe.get();
            if (value.isPresent()) {
                return value.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() < deadline);
        throw new AssertionError(what + ": not within " + limit.toMillis() + " ms");
    }

    static void until(String what, Duration limit, BooleanSupplier condition) {
        value(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Passes as soon as the assertion does; its own error is thrown if it never did within the limit. */
    static void asserted(Duration limit, Runnable assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(assertion) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        assertion.run();
    }

    private static boolean holds(Runnable assertion) {
        try {
            assertion.run();
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}

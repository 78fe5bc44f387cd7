// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what comes about in another process: looks again and again, up to a limit. The last look is taken after the limit, since this process
 * may have stood still until then.
 */
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
        return value(what, limit, probe, () -> "nothing");
    }

    /** @param instead what there was in its place when it did not come, for the error's text */
    static <T> T value(String what, Duration limit, Supplier<Optional<T>> probe, Supplier<?> instead) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean last = System.nanoTime() - deadline >= 0;
            Optional<T> value = probe.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (last) {
                throw new AssertionError(
                        what + ": not within " + limit.toMillis() + " ms; instead there was " + told(instead));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String told(Supplier<?> instead) {
        try {
            return String.valueOf(instead.get());
        } catch (RuntimeException e) {
            return "no way to tell: " + e;
        }
    }

    static void until(String what, Duration limit, BooleanSupplier condition) {
        until(what, limit, condition, () -> "no more to see");
    }

    /** @param instead what there was in its place when it did not come about, for the error's text */
    static void until(String what, Duration limit, BooleanSupplier condition, Supplier<?> instead) {
        value(what, limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), instead);
    }

    /**
     * How long it took until it was seen to have come about.
     *
     * @param cap when it is given up
     */
    static Duration timed(String what, Duration cap, BooleanSupplier condition, Supplier<?> instead) {
        long begin = System.nanoTime();
        until(what, cap, condition, instead);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Passes as soon as the assertion does; its own error is thrown if it never did within the limit. */
    static void asserted(Duration limit, Runnable assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(assertion) && System.nanoTime() - deadline < 0) {
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

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will bring about. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;

    private Await() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + LIMIT);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How long it takes until then. */
    static Duration time(BooleanSupplier condition) {
        long begun = System.nanoTime();
        until(condition);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** What is done in a time. */
    @FunctionalInterface
    interface Attempt {
        /** Does it; {@code number} counts from 1. */
        Duration time(int number);
    }

    /** One of several attempts takes no longer: the others may have had to wait for a processor that is wanted elsewhere. */
    static void bestWithin(Duration limit, Attempt attempt) {
        Duration best = LIMIT;
        for (int number = 1; number <= ATTEMPTS; number++) {
            Duration took = attempt.time(number);
            if (took.compareTo(limit) <= 0) {
                return;
            }
            best = took.compareTo(best) < 0 ? took : best;
        }
        throw new AssertionError("not within " + limit + ", but at best " + best);
    }

    static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + LIMIT, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Throwable failureOf(CompletionStage<?> stage) {
        return of(stage.handle((value, failure) -> {
            if (failure == null) {
                throw new AssertionError("it did not fail but gave " + value);
            }
            return Failures.cause(failure);
        }));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will bring about; how long it takes is not what is tested. */
final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(20);

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

    static void sleep(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
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

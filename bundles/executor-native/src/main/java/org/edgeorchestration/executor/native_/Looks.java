// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.edgeorchestration.api.node.Ticker;

/**
 * Looks at disks for threads that must not hang with them. A look is taken on another thread; who asks waits for it, but not long.
 * All who ask about the same place meanwhile share it: so a place that hangs holds one thread, and holds nobody up who comes
 * when others have lost their patience with it.
 *
 * @param <P> a place on a disk
 * @param <T> what is seen there
 */
final class Looks<P, T> {
    private final Function<P, T> look;
    private final Duration patience;
    private final Executor threads;
    private final Ticker ticker;
    private final Map<P, UnderWay<T>> underWay = new ConcurrentHashMap<>();

    private record UnderWay<T>(CompletableFuture<T> seen, long since) {}

    /**
     * @param look may hang
     * @param patience how long a look may take
     * @param threads bounded; each place that hangs keeps one of them
     */
    Looks(Function<P, T> look, Duration patience, Executor threads, Ticker ticker) {
        this.look = look;
        this.patience = patience;
        this.threads = threads;
        this.ticker = ticker;
    }

    /** What is to be seen at that place now. */
    T at(P place) throws DiskHangs {
        try {
            UnderWay<T> asked = asked(place);
            long left = patience.toNanos() - (ticker.nanoTime() - asked.since());
            return asked.seen().get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new DiskHangs(); // also when so many places hang that no thread is left
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                throw new DiskHangs(); // so it was for who asked first
            }
            throw new IllegalStateException("a look at " + place + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskHangs();
        }
    }

    private UnderWay<T> asked(P place) {
        UnderWay<T> own = new UnderWay<>(new CompletableFuture<>(), ticker.nanoTime());
        UnderWay<T> before = underWay.putIfAbsent(place, own);
        if (before != null) {
            return before;
        }
        try {
            threads.execute(() -> take(place, own.seen()));
            return own;
        } catch (RuntimeException | OutOfMemoryError e) {
            underWay.remove(place);
            own.seen().completeExceptionally(e); // for those who have asked meanwhile
            throw e;
        }
    }

    /** Over before anybody learns what was seen: who asks then learns what is so then. */
    private void take(P place, CompletableFuture<T> seen) {
        try {
            T now = look.apply(place);
            underWay.remove(place);
            seen.complete(now);
        } catch (RuntimeException | Error e) {
            underWay.remove(place);
            seen.completeExceptionally(e);
        }
    }
}

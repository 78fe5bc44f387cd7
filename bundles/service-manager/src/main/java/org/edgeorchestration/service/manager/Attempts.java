// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries under way. Each ends once: by its answer, or when none came in time, since one that went away in mid-flight must not
 * keep its lane for ever. For one thread.
 */
final class Attempts {
    private final ScheduledExecutorService thread;
    private final Ticker ticker;
    private final Duration limit;
    private final Set<Attempt> underWay = new HashSet<>();
    private boolean sweeping;

    /** One delivery under way. Compared by identity. */
    private static final class Attempt {
        private final Consumer<Optional<Throwable>> then;
        private final long since;

        Attempt(Consumer<Optional<Throwable>> then, long since) {
            this.then = then;
            this.since = since;
        }
    }

    /**
     * @param thread the one thread
     * @param limit after this long, or at most twice as long, an attempt that nobody answered for has failed
     */
    Attempts(ScheduledExecutorService thread, Ticker ticker, Duration limit) {
        this.thread = thread;
        this.ticker = ticker;
        this.limit = limit;
    }

    /** @param then run on the thread when it has ended, with what went wrong */
    void begin(CompletionStage<Void> delivery, Consumer<Optional<Throwable>> then) {
        Attempt attempt = new Attempt(then, ticker.nanoTime());
        underWay.add(attempt);
        delivery.whenCompleteAsync((nothing, failure) -> ended(attempt, cause(failure)), thread);
        sweepLater();
    }

    private static Optional<Throwable> cause(@Nullable Throwable failure) {
        return Optional.ofNullable(failure)
                .map(thrown -> thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown);
    }

    private void ended(Attempt attempt, Optional<Throwable> failure) {
        if (underWay.remove(attempt)) {
            attempt.then.accept(failure);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the makers of threads log what a task throws
    private void sweepLater() {
        if (sweeping || underWay.isEmpty()) {
            return;
        }
        sweeping = true;
        try {
            thread.schedule(this::sweep, limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            underWay.clear(); // the outbox is closed: nobody waits for their ends
        }
    }

    private void sweep() {
        sweeping = false;
        long now = ticker.nanoTime();
        Throwable late = new IllegalStateException("no answer within " + limit);
        List.copyOf(underWay).stream()
                .filter(attempt -> now - attempt.since >= limit.toNanos())
                .forEach(attempt -> ended(attempt, Optional.of(late)));
        sweepLater();
    }
}

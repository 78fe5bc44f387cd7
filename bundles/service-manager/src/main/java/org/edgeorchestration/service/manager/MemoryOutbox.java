// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outbox in memory. One thread of its own owns all its state and only starts deliveries and hears of their ends; so
 * executors hand a status over and go on, and nothing here needs a lock. Whatever happens to a delivery, its place is
 * free again in time ({@link Patience#answer()}).
 */
final class MemoryOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryOutbox.class);
    private static final int PER_RECEIVER = 8;
    private static final int IN_ALL = 128;

    private final ScheduledExecutorService thread;
    private final Function<URI, Optional<StatusDelivery>> deliveries;
    private final Ticker ticker;
    private final Patience patience;
    private final OutboxRoom room;

    private final Map<ExecutionId, Letters> letters = new HashMap<>();
    private final Lanes lanes = new Lanes(PER_RECEIVER, IN_ALL);
    private final Attempts attempts;
    private final List<CompletableFuture<Void>> settling = new ArrayList<>();

    /**
     * @param thread one thread, for this outbox alone; {@link #close()} ends it
     * @param deliveries who reaches a receiver, while there is somebody
     * @param limit how many statuses are held at most ({@link OutboxRoom})
     */
    MemoryOutbox(
            ScheduledExecutorService thread,
            Function<URI, Optional<StatusDelivery>> deliveries,
            Ticker ticker,
            Patience patience,
            int limit) {
        this.thread = thread;
        this.deliveries = deliveries;
        this.ticker = ticker;
        this.patience = patience;
        this.room = new OutboxRoom(limit);
        this.attempts = new Attempts(thread, ticker, patience.answer());
    }

    @Override
    public void add(URI receiver, ServiceStatus status) {
        if (!room.take(receiver, status)) {
            logGivenUp(receiver, status, "too many callbacks wait already (callback.queue)");
            return;
        }
        Letters.Letter letter = new Letters.Letter(status, ticker.nanoTime());
        try {
            thread.execute(() -> take(receiver, letter));
        } catch (RejectedExecutionException e) {
            room.giveBack();
            logGivenUp(receiver, status, "this node is stopping");
        }
    }

    private void take(URI receiver, Letters.Letter letter) {
        ExecutionId id = letter.status().id();
        Letters own = letters.computeIfAbsent(id, unknown -> new Letters(id, receiver));
        if (own.add(letter)) {
            room.giveBack();
        }
        if (own.size() == 1) {
            ready(own);
        }
    }

    private void ready(Letters own) {
        lanes.ready(own);
        startWhatMay();
    }

    private void startWhatMay() {
        for (Optional<Letters> next = lanes.next(); next.isPresent(); next = lanes.next()) {
            start(next.get());
        }
    }

    private void start(Letters own) {
        own.attempt();
        attempts.begin(deliver(own), failure -> ended(own, failure));
    }

    private CompletionStage<Void> deliver(Letters own) {
        if (tooOld(own)) {
            return CompletableFuture.failedStage(new IllegalStateException("it waited too long for its turn"));
        }
        try {
            return deliveries
                    .apply(own.receiver())
                    .map(now -> now.deliver(own.receiver(), own.first().status()))
                    .orElseGet(() -> CompletableFuture.failedStage(
                            new IllegalStateException("nothing on this node reaches that receiver now")));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void ended(Letters own, Optional<Throwable> failure) {
        lanes.done(own);
        failure.ifPresentOrElse(cause -> failed(own, LogText.oneLine(cause.toString())), () -> next(own));
        startWhatMay();
        tellIfIdle();
    }

    private void tellIfIdle() {
        if (lanes.idle()) {
            settling.forEach(waiter -> waiter.complete(null));
            settling.clear();
        }
    }

    private void failed(Letters own, String why) {
        Patience patience = this.patience.with(own.receiver());
        if (own.attempts() >= patience.attempts() || tooOld(own)) {
            logGivenUp(own.receiver(), own.first().status(), why);
            next(own);
            return;
        }
        Duration pause = patience.pauseAfter(own.attempts());
        LOG.debug("execution={} receiver={} tried again in {}: {}", own.id(), own.receiver(), pause, why);
        later(() -> ready(own), pause);
    }

    private void next(Letters own) {
        own.removeFirst();
        room.giveBack();
        if (own.isEmpty()) {
            letters.remove(own.id());
        } else {
            lanes.ready(own);
        }
    }

    private boolean tooOld(Letters own) {
        return ticker.nanoTime() - own.first().since()
                > patience.with(own.receiver()).age().toNanos();
    }

    private static void logGivenUp(URI receiver, ServiceStatus status, String why) {
        LOG.warn(
                "execution={} receiver={} status={} sequence={} callback given up: {}",
                status.id(),
                receiver,
                status.status().word(),
                status.sequence(),
                why);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the makers of threads log what a task throws
    private void later(Runnable task, Duration pause) {
        try {
            thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile: close() has said what was given up");
        }
    }

    /** How many statuses are held now. */
    int held() {
        return room.held();
    }

    @Override
    public void settle(Duration limit) {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                settling.add(idle);
                tellIfIdle();
            });
            idle.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
            LOG.debug("not everything on its way arrived", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        if (held() > 0) {
            LOG.warn("{} callbacks were not delivered before this node stopped", held());
        }
    }
}

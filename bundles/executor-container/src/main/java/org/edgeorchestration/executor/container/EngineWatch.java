// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether the engine is there: asks it at intervals, and at once when somebody has reason to doubt. */
final class EngineWatch implements AutoCloseable {

    /** Learns that the engine came or went; on the watch's thread, one call at a time. */
    interface Listener {
        void present(boolean present);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    private final EngineAddress address;
    private final EnginePing ping;
    private final ExecutorService pinger;
    private final ScheduledExecutorService scheduler;
    private final Duration interval;
    private final Listener listener;
    private final Set<Waiter> waiting = new HashSet<>();
    private boolean known;
    private boolean present;

    /**
     * @param pinger one thread; pings wait there for their answer
     * @param scheduler where intervals and time limits are kept
     */
    EngineWatch(
            EngineAddress address,
            EnginePing ping,
            ExecutorService pinger,
            ScheduledExecutorService scheduler,
            Duration interval,
            Listener listener) {
        this.address = address;
        this.ping = ping;
        this.pinger = pinger;
        this.scheduler = scheduler;
        this.interval = interval;
        this.listener = listener;
    }

    void begin() {
        var unused = scheduler.scheduleWithFixedDelay(this::check, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the engine soon; returns at once. */
    void check() {
        try {
            pinger.execute(this::ask);
        } catch (RejectedExecutionException e) {
            // a check is waiting already, or all is over
        }
    }

    /**
     * Calls {@code back} when the engine answers a ping that began after this call, or {@code lost} when it does not within the
     * limit, or until the watch is closed; never both. They run on the watch's threads, or where it is closed, and must return quickly.
     *
     * @param soon whether to ask at once, or when it is time to ask anyway
     */
    void whenAnswering(boolean soon, Duration limit, Runnable back, Runnable lost) {
        Waiter waiter = new Waiter(back, lost);
        try {
            synchronized (this) {
                waiter.timer =
                        scheduler.schedule(() -> dismiss(waiter, waiter.lost), limit.toMillis(), TimeUnit.MILLISECONDS);
                waiting.add(waiter);
            }
        } catch (RejectedExecutionException e) {
            // the watch is closed: nobody will see the engine come back
            lost.run();
            return;
        }
        if (soon) {
            check();
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        pinger.shutdownNow();
        waiting().forEach(waiter -> dismiss(waiter, waiter.lost));
    }

    private synchronized Set<Waiter> waiting() {
        return Set.copyOf(waiting);
    }

    private void ask() {
        Set<Waiter> asking = waiting();
        try {
            ping.ping();
            note(true, "");
            asking.forEach(waiter -> dismiss(waiter, waiter.back));
        } catch (IOException e) {
            note(false, String.valueOf(e.getMessage()));
        }
    }

    private void dismiss(Waiter waiter, Runnable news) {
        synchronized (this) {
            if (!waiting.remove(waiter)) {
                return;
            }
            if (waiter.timer != null) {
                waiter.timer.cancel(false);
            }
        }
        news.run();
    }

    private void note(boolean now, String why) {
        if (known && now == present) {
            return;
        }
        known = true;
        present = now;
        if (now) {
            LOG.info("the container engine at {} answers: containers can run", address);
        } else {
            LOG.info("no container engine answers at {} ({}): containers cannot run until one does", address, why);
        }
        listener.present(now);
    }

    /** Somebody who waits for the engine. */
    private static final class Waiter {
        private final Runnable back;
        private final Runnable lost;
        private @Nullable Future<?> timer;

        Waiter(Runnable back, Runnable lost) {
            this.back = back;
            this.lost = lost;
        }
    }
}

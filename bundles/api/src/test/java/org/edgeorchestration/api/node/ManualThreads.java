// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Schedulers whose tasks run on the test's thread while the test lets time pass: ten seconds take none, and the same test does the
 * same every time. Not thread-safe.
 */
public final class ManualThreads implements Threads {
    private final ManualTime time;
    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task<?> task) -> task.due).thenComparingLong(task -> task.number));
    private long numbers;

    /** Beginning now. */
    public ManualThreads(ManualTime time) {
        this.time = time;
    }

    public ManualTime time() {
        return time;
    }

    /** Lets time pass, and does on the way what was to be done by then. */
    public void pass(Duration duration) {
        long end = time.nanoTime() + duration.toNanos();
        run(end);
        time.advance(Duration.ofNanos(end - time.nanoTime()));
    }

    private void run(long end) {
        for (Task<?> next = tasks.peek(); next != null && next.due <= end; next = tasks.peek()) {
            tasks.remove(next);
            time.advance(Duration.ofNanos(Math.max(0, next.due - time.nanoTime())));
            next.run();
        }
    }

    @Override
    public ExecutorService pool(String name, int size, int queue) {
        return new Scheduler();
    }

    @Override
    public ScheduledExecutorService scheduler(String name) {
        return new Scheduler();
    }

    private final class Task<T> extends FutureTask<T> implements RunnableScheduledFuture<T> {
        private final Scheduler owner;
        private final long period;
        private final long number = numbers++;
        private long due;

        Task(Scheduler owner, Callable<T> work, long delay, long period) {
            super(work);
            this.owner = owner;
            this.period = period;
            this.due = time.nanoTime() + delay;
        }

        @Override
        public boolean isPeriodic() {
            return period > 0;
        }

        @Override
        public void run() {
            if (owner.closed) {
                return;
            }
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                due = time.nanoTime() + period;
                tasks.add(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - time.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    private final class Scheduler extends AbstractExecutorService implements ScheduledExecutorService {
        private boolean closed;

        private <T> Task<T> add(Callable<T> work, long delay, long period) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            Task<T> task = new Task<>(this, work, delay, period);
            tasks.add(task);
            return task;
        }

        private static Callable<Object> call(Runnable work) {
            return () -> {
                work.run();
                return work;
            };
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            return add(call(work), unit.toNanos(delay), 0);
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
            return add(work, unit.toNanos(delay), 0);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long delay, long period, TimeUnit unit) {
            return add(call(work), unit.toNanos(delay), unit.toNanos(period));
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long delay, long pause, TimeUnit unit) {
            return add(call(work), unit.toNanos(delay), unit.toNanos(pause));
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
        public void execute(Runnable work) {
            add(call(work), 0, 0);
        }

        @Override
        public void shutdown() {
            closed = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            closed = true;
            return new ArrayList<>();
        }

        @Override
        public boolean isShutdown() {
            return closed;
        }

        @Override
        public boolean isTerminated() {
            return closed;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return closed;
        }
    }
}

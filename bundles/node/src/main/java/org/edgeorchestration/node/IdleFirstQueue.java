// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The waiting tasks of a {@link BoundedPool}. {@link #offer} takes a task only when an idle thread is there to fetch it; else the
 * pool, told no, starts another thread, and only when it may not start one more does the task {@linkplain #await wait}. Without
 * this a pool would start a thread for every task until it has all it may have, though one would do.
 */
final class IdleFirstQueue extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    /** Threads that wait for a task. */
    private final AtomicInteger idle = new AtomicInteger();

    IdleFirstQueue(int capacity) {
        super(capacity);
    }

    @Override
    public boolean offer(Runnable task) {
        if (idle.get() <= size() || !super.offer(task)) {
            return false;
        }
        // the idle thread may have given up meanwhile: then nobody would fetch the task
        return idle.get() >= size() || !remove(task);
    }

    /** Takes a task that no thread is free for; false when as many wait as may. */
    boolean await(Runnable task) {
        return super.offer(task);
    }

    @Override
    public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        idle.incrementAndGet();
        Runnable task;
        try {
            task = super.poll(timeout, unit);
        } finally {
            idle.decrementAndGet();
        }
        // a task offered while this thread still counted as idle must not be left lying
        return task != null ? task : super.poll();
    }
}

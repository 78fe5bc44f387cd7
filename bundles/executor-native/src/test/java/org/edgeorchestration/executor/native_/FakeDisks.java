// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.node.Threads;

/**
 * Disks that answer at once, however busy this machine is, or hang when the test wants it: whoever looks at one on the pool for that is
 * not heard of until the test lets it answer.
 */
final class FakeDisks implements Threads {
    private final Threads threads;
    private final AtomicInteger answers = new AtomicInteger(Integer.MAX_VALUE);
    private final Queue<Runnable> hanging = new ConcurrentLinkedQueue<>();

    FakeDisks(Threads threads) {
        this.threads = threads;
    }

    /** The looks after the next {@code count} hang. */
    void hangAfter(int count) {
        answers.set(count);
    }

    /** All that hangs answers, and whatever is asked from now on. */
    void answer() {
        answers.set(Integer.MAX_VALUE);
        for (Runnable look = hanging.poll(); look != null; look = hanging.poll()) {
            look.run();
        }
    }

    @Override
    public ExecutorService pool(String name, int size, int queue) {
        ExecutorService pool = threads.pool(name, size, queue);
        return name.equals("native-look") ? new Lookers(pool) : pool;
    }

    @Override
    public ScheduledExecutorService scheduler(String name) {
        return threads.scheduler(name);
    }

    private final class Lookers extends AbstractExecutorService {
        private final ExecutorService pool;

        Lookers(ExecutorService pool) {
            this.pool = pool;
        }

        @Override
        public void execute(Runnable look) {
            if (answers.getAndDecrement() > 0) {
                look.run();
            } else {
                hanging.add(look);
            }
        }

        @Override
        public void shutdown() {
            pool.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return pool.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return pool.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return pool.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return pool.awaitTermination(timeout, unit);
        }
    }
}

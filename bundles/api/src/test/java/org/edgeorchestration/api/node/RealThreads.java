// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real pools for tests; {@link #close()} ends all that were handed out. */
public final class RealThreads implements Threads, AutoCloseable {
    private final Queue<ExecutorService> made = new ConcurrentLinkedQueue<>();

    @Override
    public ExecutorService pool(String name, int size, int queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        made.add(pool);
        return pool;
    }

    @Override
    public ScheduledExecutorService scheduler(String name) {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(daemons(name));
        made.add(scheduler);
        return scheduler;
    }

    @Override
    public void close() {
        made.forEach(ExecutorService::shutdownNow);
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, "test-" + name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

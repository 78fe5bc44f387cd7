// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pools of daemon threads; at its end stops those that their owners left running. */
@Component
public final class DaemonThreads implements Threads {
    /** How long {@link #close()} waits for running tasks, all pools together. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(DaemonThreads.class);

    private final Set<ThreadPoolExecutor> living = ConcurrentHashMap.newKeySet();

    @Activate
    public DaemonThreads() {}

    @Override
    public ExecutorService pool(String name, int size, int queue) {
        BoundedPool pool = new BoundedPool(name, size, queue, living::remove);
        living.add(pool);
        return pool;
    }

    @Override
    public ScheduledExecutorService scheduler(String name) {
        SingleScheduler scheduler = new SingleScheduler(name, living::remove);
        living.add(scheduler);
        return scheduler;
    }

    @Deactivate
    void close() {
        List<ThreadPoolExecutor> left = List.copyOf(living);
        left.forEach(ThreadPoolExecutor::shutdownNow);
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (ThreadPoolExecutor pool : left) {
                if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("pool={} still runs {} s after it was told to stop", pool, PATIENCE.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

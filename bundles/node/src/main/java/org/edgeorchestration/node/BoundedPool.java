// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pool with a bound on threads and on waiting tasks, whose idle threads end. */
final class BoundedPool extends ThreadPoolExecutor {
    static final long IDLE_SECONDS = 10;

    private final TaskFailures failures;
    private final Consumer<ThreadPoolExecutor> onEnd;

    BoundedPool(String name, int size, int queue, Consumer<ThreadPoolExecutor> onEnd) {
        super(
                0,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new IdleFirstQueue(queue),
                new DaemonFactory(name),
                waitOr(new NamedRejection(name)));
        this.failures = new TaskFailures(name);
        this.onEnd = onEnd;
    }

    /** No thread is free and no more may be started: the task waits where there is room. */
    private static RejectedExecutionHandler waitOr(RejectedExecutionHandler refusal) {
        return (task, pool) -> {
            IdleFirstQueue waiting = (IdleFirstQueue) pool.getQueue();
            boolean waits = !pool.isShutdown() && waiting.await(task);
            if (!waits || (pool.isShutdown() && pool.remove(task))) {
                refusal.rejectedExecution(task, pool);
            }
        };
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        failures.logIfAny(task, thrown);
    }

    @Override
    protected void terminated() {
        onEnd.accept(this);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.LinkedBlockingQueue;
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
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(queue),
                new DaemonFactory(name),
                new NamedRejection(name));
        this.failures = new TaskFailures(name);
        this.onEnd = onEnd;
        allowCoreThreadTimeOut(true);
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

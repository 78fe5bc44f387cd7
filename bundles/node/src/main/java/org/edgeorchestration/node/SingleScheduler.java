// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread for timed work; it ends while nothing is planned. */
final class SingleScheduler extends ScheduledThreadPoolExecutor {
    private final TaskFailures failures;
    private final Consumer<ThreadPoolExecutor> onEnd;

    SingleScheduler(String name, Consumer<ThreadPoolExecutor> onEnd) {
        super(1, new DaemonFactory(name), new NamedRejection(name));
        this.failures = new TaskFailures(name);
        this.onEnd = onEnd;
        setKeepAliveTime(BoundedPool.IDLE_SECONDS, TimeUnit.SECONDS);
        allowCoreThreadTimeOut(true);
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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

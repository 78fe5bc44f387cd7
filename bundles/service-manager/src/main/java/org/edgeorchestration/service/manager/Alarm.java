// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has things done later, on one thread; none of them blocks. After its close nothing is done any more. */
final class Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final ScheduledExecutorService thread;

    /** @param thread for this alarm alone; {@link #close()} ends it */
    Alarm(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // guarded() logs what a task throws
    void after(Duration pause, Runnable task) {
        try {
            thread.schedule(guarded(task), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void every(Duration period, Runnable task) {
        thread.scheduleWithFixedDelay(guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A timed task that throws would never run again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError bug) {
                LOG.error("a timed task broke", bug);
            }
        };
    }

    void close() {
        thread.shutdownNow();
    }
}

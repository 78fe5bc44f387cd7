// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which is decided what to look at. A fault in one action ends no later one; after its end actions are dropped. */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final ScheduledExecutorService scheduler;

    /** @param scheduler closed by whoever made it */
    Course(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    void now(Runnable action) {
        later(Duration.ZERO, action);
    }

    void later(Duration pause, Runnable action) {
        try {
            Future<?> unused = scheduler.schedule(guarded(action), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("an answer came after the end", e);
        }
    }

    void every(Duration pause, Runnable action) {
        Future<?> unused =
                scheduler.scheduleWithFixedDelay(guarded(action), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("a look at other nodes failed", e);
            }
        };
    }
}

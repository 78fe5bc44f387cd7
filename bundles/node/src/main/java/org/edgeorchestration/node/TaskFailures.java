// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what tasks throw, also where it would stay unseen inside a {@link Future}. */
record TaskFailures(String pool) {
    private static final Logger LOG = LoggerFactory.getLogger(TaskFailures.class);

    void logIfAny(Runnable task, @Nullable Throwable thrown) {
        Throwable failure = thrown == null ? kept(task) : thrown;
        // A task that was interrupted was told to end: nothing failed.
        if (failure != null && !(failure instanceof InterruptedException)) {
            LOG.error("pool={} a task failed", pool, failure);
        }
    }

    private static @Nullable Throwable kept(Runnable task) {
        if (!(task instanceof Future<?> future) || !future.isDone() || future.isCancelled()) {
            return null;
        }
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}

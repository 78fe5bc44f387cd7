// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of a running container: its output, and the news that it ended. They are over when both are; output that
 * breaks off while the container runs is taken up again.
 */
final class ContainerStreams {
    private static final long DRAIN_SECONDS = 2;
    private static final int MAX_REOPEN_SECONDS = 32;

    private final ContainerEngine engine;
    private final ScheduledExecutorService scheduler;
    private final String container;
    private final OutputTap tap;
    private final Report report;
    private final Consumer<Boolean> whenOver;

    // all below are guarded by this
    private ContainerEngine.@Nullable Stream output;
    private ContainerEngine.@Nullable Stream exit;
    private boolean outputOver;
    private boolean exitOver;
    private boolean over;
    private boolean broken;
    private int reopenSeconds = 1;

    /** @param whenOver learns that both are over, and whether they broke off, so that output may be missing */
    ContainerStreams(
            ContainerEngine engine,
            ScheduledExecutorService scheduler,
            String container,
            OutputTap tap,
            Report report,
            Consumer<Boolean> whenOver) {
        this.engine = engine;
        this.scheduler = scheduler;
        this.container = container;
        this.tap = tap;
        this.report = report;
        this.whenOver = whenOver;
    }

    synchronized void open() {
        if (!over) {
            output = engine.follow(container, tap.reading(), this::outputEnded);
            exit = engine.awaitExit(container, this::exitEnded);
        }
    }

    /** Ends both without a word; answers whether they were not over yet. */
    synchronized boolean close() {
        boolean open = !over;
        over = true;
        if (output != null) {
            output.close();
        }
        if (exit != null) {
            exit.close();
        }
        return open;
    }

    private void exitEnded(Optional<EngineException> error) {
        boolean drained;
        synchronized (this) {
            exitOver = true;
            broken |= isBreak(error);
            drained = outputOver;
        }
        if (drained) {
            finish();
        } else {
            drainAfter(tap.total());
        }
    }

    /** Output may be on its way still; an engine that never ends the stream must not hold up the end. */
    private void drainAfter(long totalBefore) {
        later(DRAIN_SECONDS, () -> {
            if (tap.total() == totalBefore) {
                finish();
            } else {
                drainAfter(tap.total());
            }
        });
    }

    private void outputEnded(Optional<EngineException> error) {
        boolean refused = error.isPresent() && error.get().kind() == EngineException.Kind.REFUSED;
        if (refused) {
            tap.unreadable();
        }
        boolean exited;
        int seconds;
        synchronized (this) {
            outputOver = true;
            broken |= isBreak(error);
            exited = exitOver;
            seconds = reopenSeconds;
            reopenSeconds = Math.min(2 * reopenSeconds, MAX_REOPEN_SECONDS);
        }
        if (exited) {
            finish();
        } else if (refused) {
            report.note("its output cannot be followed: " + error.get().getMessage());
        } else {
            later(seconds, this::reopenOutput);
        }
    }

    private synchronized void reopenOutput() {
        if (!over && !exitOver) {
            outputOver = false;
            broken = false;
            output = engine.follow(container, tap.reading(), this::outputEnded);
        }
    }

    private void finish() {
        boolean incomplete;
        synchronized (this) {
            if (!close()) {
                return;
            }
            incomplete = broken;
        }
        whenOver.accept(incomplete);
    }

    private static boolean isBreak(Optional<EngineException> error) {
        return error.filter(e -> e.kind() == EngineException.Kind.AWAY).isPresent();
    }

    private void later(long seconds, Runnable task) {
        try {
            var unused = scheduler.schedule(task, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // the executor is closing and its runs with it
        }
    }
}

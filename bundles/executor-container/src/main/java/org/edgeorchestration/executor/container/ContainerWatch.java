// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows one container from its start to its end: hands on its output, and finds out how it ended when that is over. Any thread. */
final class ContainerWatch {
    private static final long FOLLOW_AGAIN_MILLIS = 200;
    private static final int MAX_REREADS = 3;
    private static final long CHECKED_BYTES = 8L << 20;

    private final RunWorkshop workshop;
    private final OwnContainer container;
    private final EngineAbsence absence;
    private final RunSteps steps;
    private final Report report;
    private final Consumer<Optional<ContainerState>> whenOver;
    private final OutputTap tap;

    // both below are guarded by this
    private int rereads;
    private @Nullable ContainerStreams streams;

    /** @param whenOver learns the state in which it ended; nothing when somebody removed it before that was known */
    ContainerWatch(
            RunWorkshop workshop,
            OwnContainer container,
            EngineAbsence absence,
            RunSteps steps,
            Report report,
            Consumer<Optional<ContainerState>> whenOver) {
        this.workshop = workshop;
        this.container = container;
        this.absence = absence;
        this.steps = steps;
        this.report = report;
        this.whenOver = whenOver;
        this.tap = new OutputTap(report);
    }

    /** It runs: reads its log from the start, and hands on what is new. */
    void follow() {
        ContainerStreams opened = new ContainerStreams(
                workshop.engine(),
                workshop.scheduler(),
                container.name(),
                tap,
                report,
                incomplete -> steps.take(workshop.ends(), () -> settle(incomplete)));
        synchronized (this) {
            streams = opened;
        }
        opened.open();
        if (report.ended()) {
            opened.close();
        }
    }

    /** The engine does not answer any more: what its streams say, or do not say, cannot be trusted. */
    void doubt() {
        if (close()) {
            steps.takeWhenEngineIsBack(workshop.ends(), () -> settle(true), "it does not answer");
        }
    }

    /** Follows it no longer; answers whether it was followed. */
    boolean close() {
        ContainerStreams open;
        synchronized (this) {
            open = streams;
        }
        return open != null && open.close();
    }

    /**
     * The container ended, or its streams broke: finds out which.
     *
     * @param incomplete whether output may be missing, because the engine went away before its end
     */
    private void settle(boolean incomplete) throws EngineException {
        Optional<ContainerState> state = container.find();
        absence.over();
        boolean alive = state.filter(found -> found.phase() == ContainerState.Phase.ALIVE)
                .isPresent();
        if (alive) {
            // started again by its restart policy, or kept by an engine that went away
            var unused = workshop.scheduler()
                    .schedule(
                            () -> steps.take(workshop.ends(), this::follow),
                            FOLLOW_AGAIN_MILLIS,
                            TimeUnit.MILLISECONDS);
        } else if (state.isPresent() && (incomplete || mayBeCutShort()) && mayReadAgain()) {
            follow();
        } else {
            whenOver.accept(state);
        }
    }

    /**
     * Docker ends a followed log before its last lines now and then, when the container ends right after writing them (seen with
     * 20.10). The log itself is whole by then, so a short one is read once more; what was handed on is skipped.
     */
    private synchronized boolean mayBeCutShort() {
        return rereads == 0 && tap.readable() && tap.total() < CHECKED_BYTES;
    }

    private synchronized boolean mayReadAgain() {
        return rereads++ < MAX_REREADS;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution, from the order to the end of its container. Its steps, {@code prepare} and {@code halt}, are short tasks on the
 * workshop's pools, as are those of its {@link ContainerWatch}; while the container runs, only its streams hold a thread.
 */
final class ContainerRun implements Execution {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRun.class);

    private final ExecutionOrder order;
    private final DockerRunCommand command;
    private final RunWorkshop workshop;
    private final Report report;
    private final Consumer<ContainerRun> whenOver;
    private final OwnContainer container;
    private final EngineAbsence absence;
    private final RunSteps steps;
    private final RunImage image;
    private final ContainerWatch watch;

    // all below are guarded by this
    private boolean preparing;
    private boolean stopRequested;
    private boolean started;

    ContainerRun(
            ExecutionOrder order,
            DockerRunCommand command,
            RunWorkshop workshop,
            Report report,
            Consumer<ContainerRun> whenOver) {
        this.order = order;
        this.command = command;
        this.workshop = workshop;
        this.report = report;
        this.whenOver = whenOver;
        this.container = new OwnContainer(workshop.engine(), order, workshop.node());
        this.absence = new EngineAbsence(workshop.watch(), workshop.ticker(), workshop.patience());
        this.steps = new RunSteps(order, report, absence, this::end, container::mayExist);
        this.image = new RunImage(command.image(), workshop, report, steps, this::prepare);
        this.watch = new ContainerWatch(workshop, container, absence, steps, report, this::over);
    }

    void begin() {
        steps.take(workshop.starts(), this::prepare);
    }

    @Override
    public void stop() {
        boolean running;
        synchronized (this) {
            if (stopRequested || report.ended()) {
                return;
            }
            stopRequested = true;
            running = started;
            if (preparing && !running) {
                return; // what is under way sees it when it is done
            }
        }
        if (running) {
            steps.take(workshop.stops(), this::halt);
        } else {
            stopBeforeStart();
        }
    }

    /** The engine does not answer any more: what its streams say, or do not say, cannot be trusted. */
    void doubt() {
        watch.doubt();
    }

    /** The executor goes away, its containers stay: says so, and touches nothing. */
    void abandon() {
        report.changed(new ExecutionStatus.Lost("this node's container executor was stopped; what runs as "
                + container.name() + " goes on without it"));
        watch.close();
    }

    /** Brings the container to life: image, creation, start. */
    private void prepare() throws EngineException, BadCommand {
        if (!enter()) {
            return;
        }
        boolean imageIsHere = false;
        try {
            imageIsHere = image.isHere() && bringToLife();
        } finally {
            leave();
        }
        if (!imageIsHere && !report.ended()) {
            image.pull();
        }
    }

    /** Answers whether its image was still here to make the container of. */
    private boolean bringToLife() throws EngineException, BadCommand {
        try {
            if (container.create(command)) {
                container.start();
            }
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.NOT_FOUND && image.hasVanished()) {
                return false;
            }
            throw e;
        }
        absence.over();
        report.changed(new ExecutionStatus.Started());
        LOG.info(
                "execution={} service={} container={} runs {}",
                order.id(),
                order.serviceName(),
                container.name(),
                command.image());
        watch.follow();
        synchronized (this) {
            started = true;
            if (!stopRequested) {
                return true;
            }
        }
        steps.take(workshop.stops(), this::halt);
        return true;
    }

    private void over(Optional<ContainerState> last) {
        end(last.map(state -> RunOutcome.of(state, command, isStopRequested(), absence.everHappened()))
                .orElseGet(this::removed));
    }

    private ExecutionStatus removed() {
        return isStopRequested()
                ? new ExecutionStatus.Stopped(OptionalInt.empty())
                : new ExecutionStatus.Lost(
                        "somebody removed the container " + container.name() + " before its exit code was known");
    }

    private void halt() throws EngineException {
        workshop.engine().stop(container.name(), command.stopTimeout().orElse(workshop.stopGrace()));
    }

    /** Tells the end first, so that it is on record, and tidies up then. */
    private void end(ExecutionStatus status) {
        if (!report.changed(status)) {
            return;
        }
        watch.close();
        whenOver.accept(this);
        if (container.mayExist()) {
            new ContainerRemoval(workshop, container.name()).begin();
        }
    }

    private synchronized boolean enter() {
        preparing = !stopRequested && !report.ended();
        return preparing;
    }

    private void leave() {
        boolean stopNow;
        synchronized (this) {
            preparing = false;
            stopNow = stopRequested && !started;
        }
        if (stopNow) {
            stopBeforeStart();
        }
    }

    private void stopBeforeStart() {
        image.leave();
        end(new ExecutionStatus.Stopped(OptionalInt.empty()));
    }

    private synchronized boolean isStopRequested() {
        return stopRequested;
    }
}

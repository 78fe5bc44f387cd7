// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution, from the order to the end of its container. Its steps, {@code prepare}, {@code settle} and
 * {@code halt}, are short tasks on the workshop's pools; while the container runs, only its streams hold a thread. A step
 * that finds the engine away is repeated when it is back; each is written to be repeated.
 */
final class ContainerRun implements Execution, ImagePulls.Waiter {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRun.class);

    private static final long FOLLOW_AGAIN_MILLIS = 200;
    private static final int MAX_REREADS = 3;

    /** A piece of work with the engine. */
    @FunctionalInterface
    private interface Step {
        void take() throws EngineException, BadCommand;
    }

    private final ExecutionOrder order;
    private final DockerRunCommand command;
    private final RunWorkshop workshop;
    private final Report report;
    private final Consumer<ContainerRun> whenOver;
    private final String name;
    private final EngineAbsence absence;
    private final OutputTap tap;

    // all below are guarded by this
    private boolean underWay;
    private boolean stopRequested;
    private boolean created;
    private boolean started;
    private @Nullable ContainerStreams streams;
    private int readAgain;

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
        this.name = ContainerLabels.name(order.id());
        this.absence = new EngineAbsence(workshop.watch(), workshop.ticker(), workshop.patience());
        this.tap = new OutputTap(report);
    }

    void begin() {
        perform(workshop.starts(), this::prepare);
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
            if (underWay && !running) {
                return; // the step that is under way sees it when it is done
            }
        }
        if (running) {
            perform(workshop.stops(), this::halt);
        } else {
            stopBeforeStart();
        }
    }

    /** The executor goes away, its containers stay: says so, and touches nothing. */
    void abandon() {
        report.changed(new ExecutionStatus.Lost(
                "this node's container executor was stopped; what runs as " + name + " goes on without it"));
        closeStreams();
    }

    /** Brings the container to life: image, creation, start. */
    private void prepare() throws EngineException, BadCommand {
        if (!enter()) {
            return;
        }
        boolean imageIsHere = false;
        try {
            imageIsHere = workshop.engine().hasImage(command.image());
            if (imageIsHere) {
                bringToLife();
            }
        } finally {
            leave();
        }
        if (!imageIsHere && !report.ended()) {
            report.note("pulling " + command.image());
            report.changed(new ExecutionStatus.Pulling("pulling " + command.image()));
            workshop.pulls().join(command.image(), this);
            if (report.ended()) {
                workshop.pulls().leave(command.image(), this);
            }
        }
    }

    private void bringToLife() throws EngineException, BadCommand {
        if (create()) {
            try {
                workshop.engine().start(name);
            } catch (EngineException e) {
                if (e.kind() != EngineException.Kind.AWAY) {
                    end(new ExecutionStatus.Failed(
                            OptionalInt.empty(), "the container did not start: " + e.getMessage()));
                    return;
                }
                throw e;
            }
        }
        absence.over();
        report.changed(new ExecutionStatus.Started());
        LOG.info(
                "execution={} service={} container={} runs {}", order.id(), order.serviceName(), name, command.image());
        follow();
        synchronized (this) {
            started = true;
            if (!stopRequested) {
                return;
            }
        }
        perform(workshop.stops(), this::halt);
    }

    /** Creates the container, or finds that an earlier attempt did; answers whether it is still to be started. */
    private boolean create() throws EngineException, BadCommand {
        try {
            synchronized (this) {
                created = true; // even when no answer comes, it may be there
            }
            workshop.engine().create(command, name, ContainerLabels.of(order, workshop.node()));
            return true;
        } catch (EngineException e) {
            if (e.kind() != EngineException.Kind.CONFLICT) {
                throw e;
            }
            return adopt(e).phase() == ContainerState.Phase.CREATED;
        }
    }

    /** The container of our name that is there already, provided that it is ours. */
    private ContainerState adopt(EngineException conflict) throws EngineException {
        Optional<ContainerState> there = find();
        if (there.isPresent() && order.id().value().equals(there.get().labels().get(ContainerLabels.EXECUTION))) {
            return there.get();
        }
        synchronized (this) {
            created = false; // not ours to remove
        }
        throw conflict;
    }

    private Optional<ContainerState> find() throws EngineException {
        try {
            return Optional.of(workshop.engine().inspect(name));
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void progress(String text) {
        report.changed(new ExecutionStatus.Pulling(text));
    }

    @Override
    public void pulled(Optional<EngineException> error) {
        if (error.isEmpty()) {
            report.note("pulled " + command.image());
            perform(workshop.starts(), this::prepare);
        } else if (error.get().kind() == EngineException.Kind.AWAY) {
            whenEngineIsBack(workshop.starts(), this::prepare, error.get());
        } else {
            end(new ExecutionStatus.Failed(
                    OptionalInt.empty(),
                    "pulling " + command.image() + " failed: " + error.get().getMessage()));
        }
    }

    private void follow() {
        ContainerStreams opened = new ContainerStreams(
                workshop.engine(),
                workshop.scheduler(),
                name,
                tap,
                report,
                incomplete -> perform(workshop.ends(), () -> settle(incomplete)));
        synchronized (this) {
            streams = opened;
        }
        opened.open();
        if (report.ended()) {
            opened.close();
        }
    }

    /**
     * The container ended, or its streams broke: finds out which.
     *
     * @param incomplete whether output may be missing, because the engine went away before its end
     */
    private void settle(boolean incomplete) throws EngineException {
        Optional<ContainerState> state = find();
        absence.over();
        if (state.isEmpty()) {
            end(new ExecutionStatus.Lost("somebody removed the container " + name + " before its exit code was known"));
        } else if (state.get().phase() == ContainerState.Phase.ALIVE) {
            // started again by its restart policy, or kept by an engine that went away
            var unused = workshop.scheduler().schedule(this::follow, FOLLOW_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } else if (incomplete && mayReadAgain()) {
            follow();
        } else {
            end(RunOutcome.of(state.get(), command, stopped(), absence.everHappened()));
        }
    }

    private synchronized boolean mayReadAgain() {
        return readAgain++ < MAX_REREADS;
    }

    private void halt() throws EngineException {
        workshop.engine().stop(name, command.stopTimeout().orElse(workshop.stopGrace()));
    }

    private synchronized boolean stopped() {
        return stopRequested;
    }

    private synchronized boolean enter() {
        if (stopRequested || report.ended()) {
            return false;
        }
        underWay = true;
        return true;
    }

    private void leave() {
        boolean stopNow;
        synchronized (this) {
            underWay = false;
            stopNow = stopRequested && !started;
        }
        if (stopNow) {
            stopBeforeStart();
        }
    }

    private void stopBeforeStart() {
        workshop.pulls().leave(command.image(), this);
        end(new ExecutionStatus.Stopped(OptionalInt.empty()));
    }

    private void perform(ExecutorService pool, Step step) {
        try {
            pool.execute(() -> attempt(pool, step));
        } catch (RejectedExecutionException e) {
            end(new ExecutionStatus.Failed(
                    OptionalInt.empty(),
                    "this node cannot start more containers now: too many wait already; try again later"));
        }
    }

    private void attempt(ExecutorService pool, Step step) {
        if (report.ended()) {
            return;
        }
        try {
            step.take();
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.AWAY) {
                whenEngineIsBack(pool, step, e);
            } else {
                end(new ExecutionStatus.Failed(OptionalInt.empty(), String.valueOf(e.getMessage())));
            }
        } catch (BadCommand e) {
            end(new ExecutionStatus.Failed(OptionalInt.empty(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("execution={} service={} an error in this program", order.id(), order.serviceName(), e);
            end(new ExecutionStatus.Failed(OptionalInt.empty(), "an error in this node's program: " + e));
        }
    }

    private void whenEngineIsBack(ExecutorService pool, Step step, EngineException trouble) {
        LOG.info(
                "execution={} service={} waits for the engine: {}",
                order.id(),
                order.serviceName(),
                trouble.getMessage());
        absence.whenBack(() -> perform(pool, step), () -> end(lost(trouble)));
    }

    private ExecutionStatus lost(EngineException trouble) {
        String why = "the container engine did not come back within "
                + workshop.patience().toSeconds() + " s: " + trouble.getMessage();
        synchronized (this) {
            return created ? new ExecutionStatus.Lost(why) : new ExecutionStatus.Failed(OptionalInt.empty(), why);
        }
    }

    /** Tells the end first, so that it is on record, and tidies up then. */
    private void end(ExecutionStatus status) {
        if (!report.changed(status)) {
            return;
        }
        LOG.info(
                "execution={} service={} container={} {}{}",
                order.id(),
                order.serviceName(),
                name,
                status.word(),
                status.reason().map(reason -> ": " + reason).orElse(""));
        closeStreams();
        whenOver.accept(this);
        boolean leftOver;
        synchronized (this) {
            leftOver = created;
        }
        if (leftOver) {
            new ContainerRemoval(workshop, name).begin();
        }
    }

    private synchronized void closeStreams() {
        if (streams != null) {
            streams.close();
        }
    }
}

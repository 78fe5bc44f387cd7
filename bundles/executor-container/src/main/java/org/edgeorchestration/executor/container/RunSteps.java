// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of one run: each on a pool, again when it found the engine away and the engine is back, and whatever goes
 * wrong ends the run with a reason.
 */
final class RunSteps {
    private static final Logger LOG = LoggerFactory.getLogger(RunSteps.class);

    /** A piece of work with the engine that can be repeated. */
    @FunctionalInterface
    interface Step {
        void take() throws EngineException, BadCommand;
    }

    private final ExecutionOrder order;
    private final Report report;
    private final EngineAbsence absence;
    private final Consumer<ExecutionStatus> end;
    private final Supplier<Boolean> mayStillRun;

    /**
     * @param end ends the run
     * @param mayStillRun whether a container may be left that nobody can follow any more
     */
    RunSteps(
            ExecutionOrder order,
            Report report,
            EngineAbsence absence,
            Consumer<ExecutionStatus> end,
            Supplier<Boolean> mayStillRun) {
        this.order = order;
        this.report = report;
        this.absence = absence;
        this.end = end;
        this.mayStillRun = mayStillRun;
    }

    /** Takes a step soon. */
    void take(ExecutorService pool, Step step) {
        try {
            pool.execute(() -> attempt(pool, step));
        } catch (RejectedExecutionException e) {
            fail("this node cannot start more containers now: too many wait already; try again later");
        }
    }

    /** Takes a step when the engine is back, or gives the run up. */
    void takeWhenEngineIsBack(ExecutorService pool, Step step, String trouble) {
        LOG.info("execution={} service={} waits for the engine: {}", order.id(), order.serviceName(), trouble);
        absence.whenBack(() -> take(pool, step), () -> {
            String why = "the container engine did not come back in time: " + trouble;
            end.accept(mayStillRun.get() ? new ExecutionStatus.Lost(why) : failed(why));
        });
    }

    /** Ends the run for that reason. */
    void fail(String why) {
        end.accept(failed(why));
    }

    private static ExecutionStatus failed(String why) {
        return new ExecutionStatus.Failed(OptionalInt.empty(), why);
    }

    private void attempt(ExecutorService pool, Step step) {
        if (report.ended()) {
            return;
        }
        try {
            step.take();
        } catch (EngineException e) {
            if (e.kind() == EngineException.Kind.AWAY) {
                takeWhenEngineIsBack(pool, step, String.valueOf(e.getMessage()));
            } else {
                fail("the container engine said: " + e.getMessage());
            }
        } catch (BadCommand e) {
            fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // also when no thread can be made that would follow the container: nobody would learn of its end
            LOG.error("execution={} service={} an error in this program", order.id(), order.serviceName(), e);
            fail("an error in this node's program: " + e);
        }
    }
}

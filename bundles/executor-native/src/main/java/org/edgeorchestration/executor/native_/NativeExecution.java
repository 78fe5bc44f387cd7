// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process from its start to its end: {@link #run} is its whole life, on one thread; the others only ask it to end.
 */
final class NativeExecution implements Execution {
    private static final Logger LOG = LoggerFactory.getLogger(NativeExecution.class);
    /** How long a process may take to vanish after SIGKILL; longer means that it hangs in the kernel. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    /** How long the last output may take to be handed on when nobody is left who could write more. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

    /** Why an execution ends before its time. */
    private enum Cause {
        REQUEST,
        SHUTDOWN
    }

    private final ExecutionOrder order;
    private final Report report;
    private final Admission admission;
    private final Workshop workshop;
    private final Turns turns;
    private final CompletableFuture<Cause> ending = new CompletableFuture<>();

    NativeExecution(ExecutionOrder order, Report report, Admission admission, Workshop workshop, Turns turns) {
        this.order = order;
        this.report = report;
        this.admission = admission;
        this.workshop = workshop;
        this.turns = turns;
    }

    @Override
    public void stop() {
        end(Cause.REQUEST);
    }

    /** Like {@link #stop}, but because the executor ends. */
    void shutDown() {
        end(Cause.SHUTDOWN);
    }

    private void end(Cause cause) {
        ending.complete(cause);
        if (turns.withdraw(this)) {
            turns.aside(() -> report.end(ended(cause, OptionalInt.empty())));
        }
    }

    /** Runs the order; returns when the process, its children and its output have ended. */
    void run() {
        try {
            if (ending.isDone()) {
                report.end(ended(ending.join(), OptionalInt.empty()));
            } else {
                carryOut();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // No thread could be made, or a defect: still exactly one end, and the turn is given back.
            LOG.error("execution={} service={} cannot be run", order.id(), order.serviceName(), e);
            report.end(failed("this node cannot run it: " + e));
        }
    }

    private void carryOut() {
        Verdict verdict = admission.verdict(order); // again: the .conf file or the program may have gone meanwhile
        if (verdict instanceof Verdict.Admitted admitted) {
            runIn(admitted.words());
        } else {
            verdict.refusal().ifPresent(refusal -> report.end(failed(refusal.reason())));
        }
    }

    private void runIn(List<String> words) {
        Path directory;
        try {
            directory = workshop.directories().create(order.id());
        } catch (IOException e) {
            report.end(failed("the working directory cannot be made: " + e));
            return;
        }
        try {
            supervise(report.started(() -> new OutputFollower(
                    order.id(), () -> workshop.launch(order.id(), words, directory), report, workshop.readers())));
        } catch (IOException e) {
            report.end(failed("the program cannot be started: " + e.getMessage()));
        } catch (InterruptedException e) {
            killAll();
            report.end(new ExecutionStatus.Lost("the native executor ended before the program did"));
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError e) {
            killAll();
            throw e;
        } finally {
            workshop.directories().remove(directory);
        }
    }

    private void supervise(OutputFollower output) throws IOException, InterruptedException {
        Process process = output.process();
        LOG.info("execution={} service={} pid={} started", order.id(), order.serviceName(), process.pid());
        ProcessTree tree = ProcessTree.of(order.id(), process, workshop.ticker());
        CompletableFuture.anyOf(process.onExit(), ending).join();
        ExecutionStatus status = process.isAlive() ? stopped(process, tree) : exited(process.exitValue());
        drain(output, tree);
        report.end(status);
        LOG.info("execution={} service={} ended: {}", order.id(), order.serviceName(), status);
        tree.stop(workshop.stopGrace()); // what it left behind, so that ended means ended
        output.awaitEnd(); // the reading threads belong to this turn
    }

    private void killAll() {
        ProcessTree.marked(order.id(), workshop.ticker()).kill();
    }

    private ExecutionStatus stopped(Process process, ProcessTree tree) throws InterruptedException {
        tree.stop(workshop.stopGrace());
        return process.waitFor(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                ? ended(ending.join(), OptionalInt.of(process.exitValue()))
                : new ExecutionStatus.Lost("process " + process.pid() + " does not end, even by force");
    }

    /** The last output; children that hold it open beyond the grace are ended. */
    private void drain(OutputFollower output, ProcessTree tree) throws InterruptedException {
        if (output.awaitEnd(workshop.outputGrace())) {
            return;
        }
        tree.stop(workshop.outputGrace());
        if (!output.awaitEnd(DRAIN_LIMIT)) {
            LOG.warn("execution={} a process that escaped still holds its output; its turn stays taken", order.id());
        }
    }

    private ExecutionStatus exited(int code) {
        if (code == 0) {
            return new ExecutionStatus.Finished();
        }
        String signal = code > 128 ? ", as after signal " + (code - 128) : "";
        String shortage =
                workshop.directories().shortage().map(why -> "; " + why).orElse("");
        return new ExecutionStatus.Failed(OptionalInt.of(code), "exit code " + code + signal + shortage);
    }

    private static ExecutionStatus ended(Cause cause, OptionalInt code) {
        return switch (cause) {
            case REQUEST -> new ExecutionStatus.Stopped(code);
            case SHUTDOWN -> new ExecutionStatus.Failed(code, "the native executor of this node was shut down");
        };
    }

    private static ExecutionStatus failed(String why) {
        return new ExecutionStatus.Failed(OptionalInt.empty(), why);
    }
}

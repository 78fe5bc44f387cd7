// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins executions on this node, its own and those of others. Any thread; never blocks. */
final class Here {
    private static final Logger LOG = LoggerFactory.getLogger(Here.class);

    private final LocalExecutors executors;

    Here(LocalExecutors executors) {
        this.executors = executors;
    }

    /**
     * Refused first, recorded second, begun last: a refused order leaves no trace, and nothing runs that is not on record.
     *
     * @param record opens the execution's record; nothing when it cannot
     * @return why it was not begun; empty when it was
     */
    Optional<Refusal> begin(ExecutionOrder order, Supplier<Optional<ExecutionRecord>> record) {
        Optional<ServiceExecutor> executor = executors.of(order.type());
        if (executor.isEmpty()) {
            return Optional.of(
                    Decision.noDevice("the executor for " + order.type() + " has just gone from this node; try again"));
        }
        // Candidates has asked already, but perhaps another executor; and a peer's order does not come that way.
        Optional<Refusal> refusal = refusal(executor.get(), order);
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<ExecutionRecord> execution = record.get();
        if (execution.isEmpty()) {
            return Optional.of(Register.FULL);
        }
        execution.get().accepted();
        start(executor.get(), order, execution.get());
        return Optional.empty();
    }

    /** An executor that breaks does not have the order: another node may, and whoever asked gets an answer. */
    private static Optional<Refusal> refusal(ServiceExecutor executor, ExecutionOrder order) {
        try {
            return executor.refusal(order);
        } catch (RuntimeException | LinkageError bug) {
            LOG.error("execution={} type={} the executor threw", order.id(), order.type(), bug);
            return Optional.of(broken(order.id()));
        }
    }

    /** The answer when something on this node is broken; the code is the Go project's (specification, section 1.3.6). */
    static Refusal broken(ExecutionId id) {
        return Refusal.declined(
                "INTERNAL_SERVER_ERROR", "the node could not handle the order; its log says why under " + id);
    }

    private static void start(ServiceExecutor executor, ExecutionOrder order, ExecutionRecord execution) {
        try {
            execution.runs(executor.start(order, execution));
        } catch (RuntimeException | LinkageError e) {
            // It was acknowledged, so it must end: a bug in an executor, or an update of its bundle in this very
            // moment,
            // must not leave it living for ever.
            LOG.error("execution={} type={} the executor threw", order.id(), order.type(), e);
            execution.changed(new ExecutionStatus.Failed(OptionalInt.empty(), "the executor broke: " + e));
        }
    }
}

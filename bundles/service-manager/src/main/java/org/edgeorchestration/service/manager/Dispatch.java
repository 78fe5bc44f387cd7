// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.ServiceRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fourth step of the line: hands the order to the chosen node. Refused first, recorded second, begun last: a refused order
 * leaves no trace in the table, and nothing runs that is not in it.
 *
 * <p>Only this node can be chosen today, so the order always goes to its own executor; another node's order arrives by the same
 * way, and the way to another node branches off here. Any thread; never blocks.
 */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final LocalNode self;
    private final LocalExecutors executors;
    private final ExecutionTable table;
    private final List<ExecutionFollower> followers;
    private final InstantSource time;

    /** @param followers of every execution, told in this order */
    Dispatch(
            LocalNode self,
            LocalExecutors executors,
            ExecutionTable table,
            List<ExecutionFollower> followers,
            InstantSource time) {
        this.self = self;
        this.executors = executors;
        this.table = table;
        this.followers = List.copyOf(followers);
        this.time = time;
    }

    /** Completes when a node has accepted the order or nobody will. */
    CompletionStage<Outcome> dispatch(ExecutionOrder order, ServiceRequest request, Placement placement) {
        return CompletableFuture.completedStage(here(order, request, placement));
    }

    private Outcome here(ExecutionOrder order, ServiceRequest request, Placement placement) {
        Optional<ServiceExecutor> executor = executors.of(order.type());
        if (executor.isEmpty()) {
            return new Outcome.Refused(
                    Decision.noDevice("the executor for " + order.type() + " has just gone from this node; try again"));
        }
        // Candidates has asked already, but perhaps another executor; and a peer's order does not come that way.
        Optional<Refusal> refusal = executor.get().refusal(order);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        ExecutionRecord execution = new ExecutionRecord(
                order, address(self.addresses()), placement, request.statusCallback(), time, followers);
        if (!table.admit(execution)) {
            return new Outcome.Refused(Refusal.busy("as many executions live on this node as its configuration allows"
                    + " (executions.limit, executions.bytes); try again when some have ended"));
        }
        execution.accepted();
        start(executor.get(), order, execution);
        return new Outcome.Placed(order.id(), execution.status().target(), order.type());
    }

    private static void start(ServiceExecutor executor, ExecutionOrder order, ExecutionRecord execution) {
        try {
            execution.runs(executor.start(order, execution));
        } catch (RuntimeException e) {
            // It was acknowledged, so it must end: a bug in an executor must not leave it living for ever.
            LOG.error("execution={} type={} the executor threw", order.id(), order.type(), e);
            execution.changed(new ExecutionStatus.Failed(OptionalInt.empty(), "the executor broke: " + e));
        }
    }

    /** The first IPv4 address, as applications of the Go project expect (specification, section 1.3.5), else the preferred one. */
    private static InetAddress address(List<InetAddress> addresses) {
        return addresses.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseGet(() -> addresses.get(0));
    }
}

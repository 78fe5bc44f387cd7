// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.service.ServiceRequest;

/** The deciding half of the straight line: candidates → score → choice. Nothing runs yet. Any thread. */
final class Decider {
    private final Nodes nodes;
    private final LocalExecutors executors;
    private final Scoring scoring;
    private final InstantSource time;

    Decider(Nodes nodes, LocalExecutors executors, Scoring scoring, InstantSource time) {
        this.nodes = nodes;
        this.executors = executors;
        this.scoring = scoring;
        this.time = time;
    }

    /** Decides on behalf of that execution, whose id also draws the lots. */
    CompletionStage<Decision> decide(ExecutionId id, ServiceRequest request) {
        return new Survey(id, request, nodes.fleet(), variant -> refusal(Orders.order(id, request, variant)), scoring)
                .done()
                .thenApply(survey -> survey.decision(time.instant()));
    }

    /** An executor that has just gone says nothing here: the dispatch will find it gone and say so. */
    private Optional<Refusal> refusal(ExecutionOrder order) {
        return executors.of(order.type()).flatMap(executor -> executor.refusal(order));
    }
}

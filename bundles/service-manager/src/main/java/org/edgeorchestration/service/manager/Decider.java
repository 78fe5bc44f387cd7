// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.service.Placement.Candidate;
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

    CompletionStage<Decision> decide(ExecutionId id, ServiceRequest request) {
        Fleet fleet = nodes.fleet();
        Candidates candidates = Candidates.of(
                request, fleet.ready(), nodes.id(), variant -> refusal(Orders.order(id, request, variant)));
        return scoring.score(candidates.fit(), fleet)
                .thenApply(scored -> new Decision(
                        Choice.decide(id, time.instant(), all(scored, candidates, fleet)), candidates.verdict()));
    }

    /** An executor that has just gone says nothing here: the dispatch will find it gone and say so. */
    private Optional<Refusal> refusal(ExecutionOrder order) {
        return executors.of(order.type()).flatMap(executor -> executor.refusal(order));
    }

    private static List<Candidate> all(List<Candidate> scored, Candidates candidates, Fleet fleet) {
        Stream<Candidate> out = Stream.concat(candidates.excluded().stream(), fleet.troubled());
        return Stream.concat(scored.stream(), out).toList();
    }
}

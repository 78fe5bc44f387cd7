// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
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
        return scored(id, request, fleet.ready(), fleet)
                .thenCompose(ready -> ready.anybody() || fleet.late().isEmpty()
                        ? CompletableFuture.completedStage(decision(id, ready, fleet.passedBy()))
                        : lastResort(id, request, ready, fleet));
    }

    /** Rather than send the caller away it is made to wait: peers that were late are asked after all. */
    private CompletionStage<Decision> lastResort(ExecutionId id, ServiceRequest request, Scored ready, Fleet fleet) {
        return scored(id, request, fleet.late(), fleet)
                .thenApply(late -> decision(id, ready.and(late), fleet.barred()));
    }

    /**
     * The first two steps.
     *
     * @param candidates everybody who was looked at
     * @param verdict as {@link Candidates#verdict()}
     */
    private record Scored(List<Candidate> candidates, Optional<Refusal> verdict) {

        boolean anybody() {
            return candidates.stream().anyMatch(Eligible.class::isInstance);
        }

        Scored and(Scored more) {
            return new Scored(
                    Stream.concat(candidates.stream(), more.candidates.stream()).toList(),
                    verdict.or(() -> more.verdict));
        }
    }

    private CompletionStage<Scored> scored(ExecutionId id, ServiceRequest request, List<Node> among, Fleet fleet) {
        Candidates candidates =
                Candidates.of(request, among, nodes.id(), variant -> refusal(Orders.order(id, request, variant)));
        return scoring.score(candidates.fit(), fleet)
                .thenApply(rated -> new Scored(
                        Stream.concat(rated.stream(), candidates.excluded().stream())
                                .toList(),
                        candidates.verdict()));
    }

    /** An executor that has just gone says nothing here: the dispatch will find it gone and say so. */
    private Optional<Refusal> refusal(ExecutionOrder order) {
        return executors.of(order.type()).flatMap(executor -> executor.refusal(order));
    }

    private Decision decision(ExecutionId id, Scored scored, Stream<Excluded> others) {
        List<Candidate> all =
                Stream.concat(scored.candidates().stream(), others).toList();
        return new Decision(Choice.decide(id, time.instant(), all), scored.verdict());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/**
 * Second step of the line: how fit each of them is. The only step that may have to wait, hence a stage; this node's own
 * score is in memory, so with this node alone it is complete at once.
 *
 * <p>While this node has not measured itself yet (the first moments after start), or nobody scores, it takes part with {@link
 * #UNMEASURED} rather than not at all: that it is here and can run the service is certain, so the first request is neither
 * refused nor made to wait, and every node that has been measured is preferred.
 */
final class Scoring {
    /** The score of a node that can run the service, but does not know its load. */
    static final double UNMEASURED = 1e-6;

    private final NodeId self;
    private final Supplier<Optional<ScoreProvider>> provider;
    private final InstantSource time;

    Scoring(NodeId self, Supplier<Optional<ScoreProvider>> provider, InstantSource time) {
        this.self = self;
        this.provider = provider;
        this.time = time;
    }

    /** Completes with one candidate for each of {@code fit}: eligible with its score, or excluded when it has none. */
    CompletionStage<List<Candidate>> score(List<Candidates.Fit> fit) {
        return CompletableFuture.completedStage(fit.stream().map(this::score).toList());
    }

    private Candidate score(Candidates.Fit fit) {
        if (!fit.node().id().equals(self)) {
            return new Excluded(
                    fit.node(), "this node has no way to ask node " + fit.node().id() + " for its score");
        }
        return provider.get()
                .flatMap(scores -> scores.sample()
                        .map(sample ->
                                eligible(fit, scores.fitness(sample.resources(), Duration.ZERO), sample.taken())))
                .orElseGet(() -> eligible(fit, unmeasured(), time.instant()));
    }

    private static Eligible eligible(Candidates.Fit fit, Score score, Instant measured) {
        return new Eligible(fit.node(), fit.variant().type(), score, measured);
    }

    private static Score unmeasured() {
        return new Score(UNMEASURED, List.of(new Score.Term("not measured yet", UNMEASURED)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.node.ExecutionType.CONTAINER;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.junit.jupiter.api.Test;

class ScoringTest {
    private static final InstantSource TIME = InstantSource.fixed(Samples.NOW);

    /** Scores by the idle share of the processors. */
    private record Provider(Optional<Sample> sample) implements ScoreProvider {
        @Override
        public Score fitness(Resources resources, Duration roundTrip) {
            return new Score(101 - resources.cpuUsage(), List.of(new Score.Term("idle", 100 - resources.cpuUsage())));
        }

        @Override
        public Score goScore(Resources resources, Duration roundTrip) {
            throw new AssertionError("among our own nodes the Go score does not decide");
        }
    }

    private static Candidate score(String node, Optional<ScoreProvider> provider) {
        Scoring scoring = new Scoring(new NodeId("self"), () -> provider, TIME);
        Candidates.Fit fit = new Candidates.Fit(Samples.node(node, Set.of(CONTAINER)), Requests.HELLO);
        List<Candidate> scored =
                scoring.score(List.of(fit)).toCompletableFuture().join();
        assertThat(scored).hasSize(1);
        return scored.get(0);
    }

    @Test
    void ratesThisNodeByItsLastMeasurement() {
        Sample sample = new Sample(new Resources(40, 4, 2000, 0, 100, 50), Samples.NOW.minusSeconds(3));
        assertThat(score("self", Optional.of(new Provider(Optional.of(sample)))))
                .isInstanceOfSatisfying(Eligible.class, eligible -> {
                    assertThat(eligible.score().value()).isEqualTo(61);
                    assertThat(eligible.measured()).isEqualTo(Samples.NOW.minusSeconds(3));
                    assertThat(eligible.type()).isEqualTo(CONTAINER);
                });
    }

    @Test
    void takesPartWithTheLowestScoreUntilItIsMeasured() {
        assertThat(score("self", Optional.of(new Provider(Optional.empty()))))
                .isInstanceOfSatisfying(Eligible.class, eligible -> {
                    assertThat(eligible.score().value()).isEqualTo(Scoring.UNMEASURED);
                    assertThat(eligible.score().terms())
                            .extracting(Score.Term::name)
                            .containsExactly("not measured yet");
                });
    }

    @Test
    void takesPartWhenNobodyScores() {
        assertThat(score("self", Optional.empty())).isInstanceOf(Eligible.class);
    }

    @Test
    void leavesOutANodeItCannotAsk() {
        assertThat(score("other", Optional.empty()))
                .isInstanceOfSatisfying(Excluded.class, excluded -> assertThat(excluded.reason())
                        .contains("no way to ask node other"));
    }
}

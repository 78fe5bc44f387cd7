// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;

class RatingTest {
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final SampleScores scores = new SampleScores(new ManualTime()).measured(Peers.IDLE);
    private final Rating rating = new Rating(Optional.of(scores), scores.sample());

    private static double sum(Score score) {
        return score.terms().stream().mapToDouble(Term::value).sum();
    }

    @Example
    void aPeerThatTellsItsResourcesIsRatedAsThisNodeWouldBeAtThatDistance() {
        Resources machine = Peers.machine(50, 4, 3_000);
        assertThat(rating.away(Peers.load(machine), MILLISECOND, 0)).isEqualTo(scores.fitness(machine, MILLISECOND));
    }

    @Example
    void aGoScoreIsPutOnOurScaleByThisNodesOwnPair() {
        Score score = rating.away(Peers.goScore(40), MILLISECOND, 0);
        // This node's Go score is 20: that machine is twice as good in its own words.
        assertThat(score.value())
                .isCloseTo(2 * scores.fitness(Peers.IDLE, MILLISECOND).value(), within(1e-9));
        assertThat(score.terms()).extracting(Term::name).containsExactly("go score");
    }

    @Example
    void whoIsNotMeasuredHasTheLowestScore() {
        Rating blind = new Rating(Optional.empty(), Optional.empty());
        assertThat(blind.here(0, 0).value()).isEqualTo(Rating.UNMEASURED);
        assertThat(blind.away(Peers.goScore(40), MILLISECOND, 0).value()).isEqualTo(Rating.UNMEASURED);
        Rating unmeasured = new Rating(Optional.of(scores), Optional.empty());
        assertThat(unmeasured.here(0, 0).terms()).extracting(Term::name).containsExactly("not measured yet");
    }

    @Property
    void termsAddUpAndPendingWorkNeverRaisesAScore(
            @ForAll @DoubleRange(max = 100) double usage,
            @ForAll @IntRange(min = 1, max = 64) int processors,
            @ForAll @IntRange(max = 10_000) int pending,
            @ForAll @IntRange(min = -6, max = 6) int magnitude,
            @ForAll boolean tellsResources) {
        Load load = tellsResources
                ? Peers.load(Peers.machine(usage, processors, 2_000))
                : Peers.goScore(Math.pow(10, magnitude));
        Score score = rating.away(load, MILLISECOND, pending);
        Score before = rating.away(load, MILLISECOND, 0);
        assertThat(sum(score)).isCloseTo(score.value(), within(1e-9 * before.value()));
        assertThat(score.value()).isLessThanOrEqualTo(before.value());
        double share = pending / (double) (tellsResources ? processors : 1);
        assertThat(score.value()).isCloseTo(before.value() / (1 + share), within(1e-9 * before.value()));
        assertThat(score.terms().stream().filter(term -> term.name().equals("pending")))
                .hasSize(pending > 0 ? 1 : 0)
                .allSatisfy(term -> assertThat(term.value()).isNegative());
    }

    @Property
    void ofTwoMachinesEquallyIdleTheOneWithFewerServicesIsTheBetterPlace(
            @ForAll @IntRange(max = 10_000) int running, @ForAll @IntRange(min = 1, max = 1_000) int more) {
        Score fewer = rating.away(busy(running), MILLISECOND, 0);
        Score others = rating.away(busy(running + more), MILLISECOND, 0);
        assertThat(others.value()).isLessThan(fewer.value());
        assertThat(sum(others)).isCloseTo(others.value(), within(1e-9));
        assertThat(rating.here(running, 0).value()).isGreaterThanOrEqualTo(fewer.value());
    }

    private static Load busy(int running) {
        return new Load(Optional.of(Peers.IDLE), OptionalDouble.empty(), running, 0, false);
    }

    @Property
    void noLoadMakesAnImpossibleScore(
            @ForAll @IntRange(min = -323, max = 308) int magnitude, @ForAll @IntRange int pending) {
        double go = Math.pow(10, magnitude);
        assertThat(rating.away(Peers.goScore(go), MILLISECOND, pending).value()).isPositive();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class GoScoreTest {
    /** 1e-12, relative, in percent. */
    private static final double PRECISION = 1e-10;

    private final GoScore goScore = new GoScore();

    @ParameterizedTest
    @CsvFileSource(resources = "/go-score-vectors.csv", numLinesToSkip = 1)
    void agreesWithTheGoProjectsNodes(
            double usage,
            int count,
            double frequency,
            double bandwidth,
            long roundTripNanos,
            double cpuScore,
            double networkScore,
            double renderingScore,
            double value) {
        Score score =
                goScore.of(new Resources(usage, count, frequency, bandwidth, 1, 0), Duration.ofNanos(roundTripNanos));
        assertThat(score.value()).isCloseTo(value, withinPercentage(PRECISION));
        assertThat(term(score, "cpu")).isCloseTo(cpuScore / 2, withinPercentage(PRECISION));
        assertThat(term(score, "network")).isCloseTo(networkScore, withinPercentage(PRECISION));
        assertThat(term(score, "way")).isCloseTo(renderingScore, withinPercentage(PRECISION));
    }

    private static double term(Score score, String name) {
        return score.terms().stream()
                .filter(term -> term.name().equals(name))
                .mapToDouble(Term::value)
                .sum();
    }

    @Property
    void givesEveryMachineAFiniteScoreAboveZero(
            @ForAll(supplier = Machines.class) Resources resources,
            @ForAll(supplier = RoundTrips.class) Duration roundTrip) {
        assertThat(goScore.of(resources, roundTrip).value()).isPositive().isFinite();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;
import org.junit.jupiter.api.Test;

class OwnScoreTest {
    private static final long GIB = 1L << 30;
    private static final Duration HERE = Duration.ZERO;

    private final OwnScore ownScore = new OwnScore();

    private double score(double usage, int count, double mhz, long available, Duration roundTrip) {
        return ownScore.of(new Resources(usage, count, mhz, 1_000, Math.max(1, available), available), roundTrip)
                .value();
    }

    private double idle(int count, double mhz) {
        return score(0, count, mhz, 8 * GIB, HERE);
    }

    @Test
    void isAHundredWhereTheReferenceJobTakesASecond() {
        assertThat(idle(1, 1_000)).isCloseTo(100, within(0.2));
        assertThat(idle(4, 3_000)).isCloseTo(300, within(2.0));
        assertThat(score(50, 1, 1_000, 8 * GIB, HERE)).isCloseTo(50, within(1.0));
    }

    @Test
    void prefersTheIdleOneOfTwoEqualMachines() {
        for (int count : new int[] {1, 2, 4, 8, 16, 64}) {
            for (double usage = 10; usage <= 100; usage += 10) {
                assertThat(score(usage, count, 2_000, 4 * GIB, HERE)).isLessThan(score(0, count, 2_000, 4 * GIB, HERE));
            }
        }
    }

    @Test
    void prefersTheFastMachineThreeMillisecondsAwayToTheSlowOneNearby() {
        assertThat(score(0, 4, 4_000, 4 * GIB, Duration.ofMillis(3)))
                .isGreaterThan(3.9 * score(0, 4, 1_000, 4 * GIB, HERE));
    }

    @Test
    void prefersTheNearOneOfTwoEqualMachines() {
        assertThat(score(0, 4, 2_000, 4 * GIB, Duration.ofMillis(20))).isLessThan(idle(4, 2_000));
    }

    @Test
    void prefersASmallIdleMachineToAHugeOneAtItsLimit() {
        assertThat(score(95, 64, 2_500, 64 * GIB, HERE)).isLessThan(score(0, 4, 2_500, 4 * GIB, HERE));
        assertThat(score(100, 8, 4_000, 64 * GIB, HERE)).isLessThan(score(0, 4, 1_500, 2 * GIB, HERE));
    }

    @Test
    void prefersAHalfBusyFastMachineToAnIdleSlowOne() {
        assertThat(score(50, 8, 3_600, 8 * GIB, HERE)).isGreaterThan(idle(4, 1_200));
    }

    @Test
    void givesAMachineWithoutMemoryAVeryLowScore() {
        double worst = score(99, 1, 100, 2 * GIB, Duration.ofSeconds(2));
        assertThat(score(0, 256, 6_000, 0, HERE)).isLessThan(worst).isLessThan(0.1);
    }

    @Test
    void doesNotCareForMemoryWhileThereIsPlenty() {
        assertThat(score(0, 4, 2_000, 64 * GIB, HERE)).isCloseTo(idle(4, 2_000), within(1.0));
    }

    @Test
    void explainsItsValueByTermsThatAddUp() {
        Score score = ownScore.of(new Resources(60, 2, 1_800, 1_000, GIB, GIB / 4), Duration.ofMillis(30));
        assertThat(score.terms()).extracting(Term::name).containsExactly("cpu", "load", "memory", "way");
        assertThat(score.terms().stream().mapToDouble(Term::value).sum()).isCloseTo(score.value(), within(1e-9));
        assertThat(score.terms().get(0).value()).isCloseTo(180, within(1e-9));
        assertThat(score.terms().subList(1, 4)).allMatch(term -> term.value() < 0);
    }

    @Property
    void givesEveryMachineAFiniteScoreAboveZero(
            @ForAll(supplier = Machines.class) Resources resources,
            @ForAll(supplier = RoundTrips.class) Duration roundTrip) {
        Score score = ownScore.of(resources, roundTrip);
        assertThat(score.value()).isPositive().isFinite();
        assertThat(score.terms()).allMatch(term -> Double.isFinite(term.value()));
    }

    @Property(tries = 10_000)
    void neverScoresAMachineHigherThatIsWorseInEveryWay(
            @ForAll(supplier = Machines.class) Resources one,
            @ForAll(supplier = Machines.class) Resources other,
            @ForAll(supplier = RoundTrips.class) Duration way,
            @ForAll(supplier = RoundTrips.class) Duration otherWay) {
        Resources worse = new Resources(
                Math.max(one.cpuUsage(), other.cpuUsage()),
                Math.min(one.cpuCount(), other.cpuCount()),
                Math.min(one.cpuFrequency(), other.cpuFrequency()),
                one.networkBandwidth(),
                one.memoryTotal(),
                Math.min(one.memoryAvailable(), other.memoryAvailable()));
        Duration longer = way.compareTo(otherWay) > 0 ? way : otherWay;
        assertThat(ownScore.of(worse, longer).value())
                .isLessThanOrEqualTo(ownScore.of(one, way).value());
    }

    @Property(tries = 10_000)
    void isMonotoneInEachOfItsInputs(
            @ForAll(supplier = Machines.class) Resources one, @ForAll(supplier = Machines.class) Resources other) {
        Resources[] worse = {
            new Resources(
                    Math.max(one.cpuUsage(), other.cpuUsage()),
                    one.cpuCount(),
                    one.cpuFrequency(),
                    0,
                    one.memoryTotal(),
                    one.memoryAvailable()),
            new Resources(
                    one.cpuUsage(),
                    Math.min(one.cpuCount(), other.cpuCount()),
                    one.cpuFrequency(),
                    0,
                    one.memoryTotal(),
                    one.memoryAvailable()),
            new Resources(
                    one.cpuUsage(),
                    one.cpuCount(),
                    Math.min(one.cpuFrequency(), other.cpuFrequency()),
                    0,
                    one.memoryTotal(),
                    one.memoryAvailable()),
            new Resources(
                    one.cpuUsage(),
                    one.cpuCount(),
                    one.cpuFrequency(),
                    0,
                    one.memoryTotal(),
                    Math.min(one.memoryAvailable(), other.memoryAvailable()))
        };
        double value = ownScore.of(one, HERE).value();
        assertThat(worse)
                .allSatisfy(resources ->
                        assertThat(ownScore.of(resources, HERE).value()).isLessThanOrEqualTo(value));
    }

    @Property
    void neverScoresALongerWayHigher(
            @ForAll(supplier = Machines.class) Resources resources,
            @ForAll(supplier = RoundTrips.class) Duration way,
            @ForAll(supplier = RoundTrips.class) Duration other) {
        Duration longer = way.compareTo(other) > 0 ? way : other;
        assertThat(ownScore.of(resources, longer).value())
                .isLessThanOrEqualTo(ownScore.of(resources, way).value());
    }
}

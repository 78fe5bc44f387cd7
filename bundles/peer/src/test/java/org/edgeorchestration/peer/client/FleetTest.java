// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Liveness in fleets in which each node asks another one only every few seconds; {@code doc/decisions/0019} has the figures. */
class FleetTest {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration OUT_WITHIN = Duration.ofSeconds(3);
    private static final int PROBES_PER_SECOND = 40;

    private static Duration until(Fleet fleet, BooleanSupplier condition) {
        Duration passed = Duration.ZERO;
        while (!condition.getAsBoolean()) {
            assertThat(passed).isLessThan(Duration.ofMinutes(1));
            fleet.pass(STEP);
            passed = passed.plus(STEP);
        }
        return passed;
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 130})
    void oneThatFallsSilentIsOutOfEveryTableWithinThreeSeconds(int size) {
        Fleet fleet = new Fleet(size);

        for (int number = 0; number < 4; number++) {
            Fleet.Member victim = fleet.member(number);
            victim.fallSilent();
            Duration passedBy = until(fleet, () -> fleet.whoTrust(victim) == 0);
            assertThat(passedBy).isLessThanOrEqualTo(Duration.ofMillis(1_700));
            assertThat(passedBy.plus(until(fleet, () -> fleet.whoKnow(victim) == 0)))
                    .isLessThanOrEqualTo(OUT_WITHIN);
            fleet.pass(Duration.ofMillis(137));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 130})
    void theyAskNoMoreThanAFewProbesASecondEvenThoughSomeAreSilent(int size) {
        Fleet fleet = new Fleet(size);
        long before = fleet.probes();
        fleet.pass(Duration.ofSeconds(5));
        assertThat(fleet.probes() - before).isLessThanOrEqualTo(5L * PROBES_PER_SECOND * size);

        for (int number = 0; number < 3; number++) {
            fleet.member(number).fallSilent();
        }
        before = fleet.probes();
        fleet.pass(Duration.ofSeconds(5));
        // a few each, to find out
        assertThat(fleet.probes() - before).isLessThanOrEqualTo(5L * PROBES_PER_SECOND * size + 3L * 4 * size);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 130})
    void whoStopsForHalfASecondIsKeptByNearlyAllAndNotOverrun(int size) {
        Fleet fleet = new Fleet(size);
        Fleet.Member slow = fleet.member(1);
        long before = slow.asked();

        slow.fallSilent();
        fleet.pass(Duration.ofMillis(500));
        slow.speak();
        fleet.pass(Duration.ofSeconds(2));

        assertThat(fleet.whoKnow(slow)).isGreaterThanOrEqualTo(size * 9L / 10);
        assertThat(slow.asked() - before).isLessThanOrEqualTo(PROBES_PER_SECOND * 5L / 2 + 2L * size);
    }

    @ParameterizedTest
    @ValueSource(ints = {130})
    void whatIsFalselySaidCostsNobodyItsPlace(int size) {
        Fleet fleet = new Fleet(size);
        Fleet.Member slandered = fleet.member(2);
        long before = slandered.asked();

        fleet.member(1).slander(Set.of(slandered.id()));
        fleet.pass(Duration.ofSeconds(10));

        assertThat(fleet.whoTrust(slandered)).isEqualTo(size - 1);
        // each hears it as often as it asks the one who says it
        long times = Duration.ofSeconds(10).dividedBy(fleet.interval()) + 1;
        assertThat(slandered.asked() - before).isLessThanOrEqualTo(2 * times * size);
    }
}

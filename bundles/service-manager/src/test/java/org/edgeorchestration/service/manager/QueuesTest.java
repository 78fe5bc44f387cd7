// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.edgeorchestration.service.manager.Queues.Policy;
import org.edgeorchestration.service.manager.Queues.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long jobs wait in fleets of every size, most of whose nodes place jobs without knowing of each other. */
class QueuesTest {
    private static final long SEED = 17;

    private static Result run(int fleet, int askers, Policy policy, double share, int seconds) {
        Result result = new Queues(SEED, fleet, askers, policy).run(Duration.ofSeconds(seconds), share);
        System.out.printf(
                "%,d nodes, %d of them ask, %.0f %% busy, %s: waits %.3f s on average, p99 %.2f s, longest queue %d,"
                        + " %.2f questions for each job, %d candidates at most%n",
                fleet,
                askers,
                100 * share,
                policy,
                result.mean(),
                result.late(),
                result.longest(),
                result.questions(),
                result.listed());
        return result;
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 60", "10, 10, 30", "100, 20, 8", "1000, 20, 2"})
    void jobsWaitFarLessThanWherePlacedBlindly(int fleet, int askers, int seconds) {
        Result placed = run(fleet, askers, Policy.PRODUCTION, 0.8, seconds);
        Result blind = run(fleet, askers, Policy.RANDOM, 0.8, seconds);
        assertThat(placed.mean()).isLessThan(blind.mean() / 3);
        assertThat(placed.longest()).isLessThanOrEqualTo(8);
        assertThat(placed.questions()).isLessThan(Survey.CHOICES);
        assertThat(placed.listed()).isLessThanOrEqualTo(2 * Listing.MOST);
    }

    @Test
    void hardlyAnybodyIsAskedInAFleetThatHasLittleToDo() {
        Result placed = run(100, 20, Policy.PRODUCTION, 0.3, 8);
        assertThat(placed.questions()).isLessThan(0.3);
        assertThat(placed.mean()).isLessThan(0.02);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(run(30, 5, Policy.PRODUCTION, 0.8, 3)).isEqualTo(run(30, 5, Policy.PRODUCTION, 0.8, 3));
    }
}

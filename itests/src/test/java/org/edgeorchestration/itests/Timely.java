// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is promised within a time, on a machine that may be out of breath for a moment, as long as that time: it is tried twice, and a third
 * time where the two differ; the median of the three has to be in time. How late one may be at all is for the round to say.
 */
final class Timely {

    private static final int MAJORITY = 2;

    /** One trial, from the beginning. */
    @FunctionalInterface
    interface Round {
        /**
         * How long it took.
         *
         * @throws AssertionError if it took so long that it was given up
         */
        Duration took() throws Exception;
    }

    private Timely() {}

    static void held(String what, Duration promised, Round round) throws Exception {
        List<Duration> times = new ArrayList<>();
        while (late(times, promised) < MAJORITY && times.size() - late(times, promised) < MAJORITY) {
            times.add(round.took());
        }
        held(what, promised, times);
    }

    /** The same of trials that were made already. */
    static void held(String what, Duration promised, List<Duration> times) {
        System.out.println(what + ": promised within " + promised + ", took " + times);
        assertThat(median(times)).as("%s: the median of %s", what, times).isLessThanOrEqualTo(promised);
    }

    private static long late(List<Duration> times, Duration promised) {
        return times.stream().filter(time -> time.compareTo(promised) > 0).count();
    }

    /** Of an even number the larger one of the two in the middle. */
    static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.edgeorchestration.itests.Requests.Course;

/** That requests are no slower than they would be if nothing had happened; from several rounds, on a machine that is slower at times itself. */
final class Slowdown {

    /** No deadline of the wire between nodes makes a request wait less. */
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    private Slowdown() {}

    /** Of all rounds together, against a control of the same moments. */
    static void noneOf(List<Course> rounds, List<Course> controls) {
        Course all = Course.together(rounds);
        Course control = Course.together(controls);
        assertWithin(all, 0.4, control, 0.5);
        assertWithin(all, 0.97, control, 0.99);
    }

    /**
     * So large a share of the requests must be answered within 1.1 times the quantile of the control.
     *
     * @param share a little below the quantile, as two courses of the same kind differ by chance
     */
    private static void assertWithin(Course all, double share, Course control, double quantile) {
        Duration limit = control.quantile(quantile).multipliedBy(11).dividedBy(10);
        System.out.printf(
                "slowdown: quantile %s is %s, of the control %s; %s is %s; longest %s%n",
                quantile,
                all.quantile(quantile),
                control.quantile(quantile),
                share,
                all.quantile(share),
                all.quantile(1));
        assertThat(all.quantile(share))
                .as("what %s of the requests took, against the quantile %s of the control", share, quantile)
                .isLessThanOrEqualTo(limit);
    }

    /**
     * Round by round, against what was a moment before and a moment after it: so that a node which becomes slower as a whole is seen as
     * well, and a machine that does, is not taken for one.
     *
     * @param around one more than there are rounds: before the first one, between each two, after the last one
     */
    static void noneAround(List<Course> around, List<Course> rounds) {
        List<Double> slower = IntStream.range(0, rounds.size())
                .mapToObj(round -> (double) rounds.get(round).quantile(0.4).toNanos()
                        / slowest(around, round, 0.5).toNanos())
                .sorted()
                .toList();
        System.out.println("slowdown: against before and after, " + slower);
        assertThat(slower.get(slower.size() / 2)).as("the median of %s", slower).isLessThanOrEqualTo(1.1);
        List<Duration> longer = IntStream.range(0, rounds.size())
                .mapToObj(round -> rounds.get(round).quantile(0.97).minus(slowest(around, round, 0.97)))
                .toList();
        Timely.held("97 in 100 took longer than before and after", LEAST_WAIT, longer);
    }

    private static Duration slowest(List<Course> around, int round, double quantile) {
        return Collections.max(quantiles(around.subList(round, round + 2), quantile));
    }

    static List<Duration> quantiles(List<Course> rounds, double quantile) {
        return rounds.stream().map(course -> course.quantile(quantile)).toList();
    }
}

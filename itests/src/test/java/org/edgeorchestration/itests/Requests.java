// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.itests.Application.Answer;

/** Requests for entries in the {@link Ledger}, one after the other, each to be made on another node than the one that is asked. */
final class Requests {

    /**
     * How long each took to be answered, in order.
     *
     * @param entries the entries that were asked for
     * @param accepted the executions of those that were accepted
     * @param refused the others, with what they were told
     */
    record Course(List<String> entries, List<String> accepted, List<String> refused, List<Duration> answered) {

        /** All of them as one. */
        static Course together(List<Course> some) {
            Course all = none();
            some.forEach(all::add);
            return all;
        }

        private static Course none() {
            return new Course(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(Course more) {
            entries.addAll(more.entries);
            accepted.addAll(more.accepted);
            refused.addAll(more.refused);
            answered.addAll(more.answered);
        }

        Course assertAllAccepted() {
            assertThat(refused)
                    .as("those of %s that were refused", entries.size())
                    .isEmpty();
            return this;
        }

        Duration median() {
            return quantile(0.5);
        }

        /** The shortest time within which that share of them was answered: the nearest rank. */
        Duration quantile(double share) {
            int rank = (int) Math.ceil(share * answered.size());
            return answered.stream().sorted().toList().get(Math.max(rank, 1) - 1);
        }
    }

    /**
     * Two courses of the same time.
     *
     * @param course the one in question
     * @param control what it is held against
     */
    record Pair(Course course, Course control) {}

    private Requests() {}

    static Course made(Application asked, String name, int times) {
        return made(asked, name, times, Duration.ZERO);
    }

    /** @param lasts how long each service goes on after its entry */
    static Course made(Application asked, String name, int times, Duration lasts) {
        Course course = Course.none();
        for (int i = 0; i < times; i++) {
            String entry = name + "-" + i;
            make(course, asked, entry, Ledger.elsewhere(entry, lasts, 0, Optional.empty()));
        }
        return course;
    }

    /**
     * Two courses at the same time, a request of each in turn: whatever slows the machine slows both.
     *
     * @param control another name of the ledger, which is asked for in the second course
     */
    static Pair inTurn(Application asked, String name, int times, String control) {
        Pair pair = new Pair(Course.none(), Course.none());
        for (int i = 0; i < times; i++) {
            String entry = name + "-" + i;
            make(pair.course, asked, entry, Ledger.elsewhere(entry, Duration.ZERO, 0, Optional.empty()));
            String other = control + "-" + entry;
            make(pair.control, asked, other, Ledger.elsewhere(control, other, Duration.ZERO, 0, Optional.empty()));
        }
        return pair;
    }

    private static void make(Course course, Application asked, String entry, String request) {
        course.entries.add(entry);
        long begin = System.nanoTime();
        Answer answer = asked.post(request);
        course.answered.add(Duration.ofNanos(System.nanoTime() - begin));
        if (answer.text("Message").equals("ERROR_NONE")) {
            course.accepted.add(answer.text("ExecutionId"));
        } else {
            course.refused.add(entry + ": " + answer.body());
        }
    }
}

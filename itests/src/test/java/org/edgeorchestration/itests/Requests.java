// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

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
     */
    record Course(List<String> entries, List<String> accepted, List<Duration> answered) {

        /** All of them as one. */
        static Course together(List<Course> some) {
            Course all = none();
            some.forEach(all::add);
            return all;
        }

        private static Course none() {
            return new Course(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(Course more) {
            entries.addAll(more.entries);
            accepted.addAll(more.accepted);
            answered.addAll(more.answered);
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

    private Requests() {}

    static Course made(Application asked, String name, int times) {
        return made(asked, name, times, Duration.ZERO);
    }

    /** @param lasts how long each service goes on after its entry */
    static Course made(Application asked, String name, int times, Duration lasts) {
        Course course = Course.none();
        for (int i = 0; i < times; i++) {
            String entry = name + "-" + i;
            course.entries.add(entry);
            long begin = System.nanoTime();
            Answer answer = asked.post(Ledger.elsewhere(entry, lasts, 0, Optional.empty()));
            course.answered.add(Duration.ofNanos(System.nanoTime() - begin));
            if (answer.text("Message").equals("ERROR_NONE")) {
                course.accepted.add(answer.text("ExecutionId"));
            }
        }
        return course;
    }
}

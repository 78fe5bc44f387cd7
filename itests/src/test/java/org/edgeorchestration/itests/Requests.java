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

        Duration median() {
            return answered.stream()
                    .sorted()
                    .skip(answered.size() / 2)
                    .findFirst()
                    .orElseThrow();
        }

        /** The longest but one of a hundred. */
        Duration almostLongest() {
            return answered.stream()
                    .sorted()
                    .skip(answered.size() * 99L / 100 - 1)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Requests() {}

    static Course made(Application asked, String name, int times) {
        return made(asked, name, times, Duration.ZERO);
    }

    /** @param lasts how long each service goes on after its entry */
    static Course made(Application asked, String name, int times, Duration lasts) {
        Course course = new Course(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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

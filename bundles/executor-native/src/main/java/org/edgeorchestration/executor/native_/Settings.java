// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The configuration after all checks.
 *
 * @param open whether programs run that no {@code .conf} file registers
 * @param injectionCheck whether the words for registered services are searched for shell syntax
 * @param forbidden base names of programs that never run
 * @param environment entries {@code NAME=value} or {@code NAME}
 * @param limit how many executions run at one time, 1 to 1000
 * @param queue how many more wait, 1 to 100000
 * @param leastFree how many bytes must be free on the disk of the working directories, 0 or more
 * @param stopGrace from SIGTERM to SIGKILL
 * @param outputGrace from the main process's end to that of its children
 */
record Settings(
        boolean open,
        boolean injectionCheck,
        Set<String> forbidden,
        List<String> environment,
        int limit,
        int queue,
        long leastFree,
        Duration stopGrace,
        Duration outputGrace) {
    private static final long LONGEST_GRACE_MS = 600_000;

    /** @throws IllegalArgumentException naming the key that is wrong and what it may be */
    static Settings of(NativeExecutor.Config config) {
        return new Settings(
                open(config.unregistered_programs()),
                config.injection_check(),
                Set.copyOf(words(config.forbidden_executables())),
                words(config.environment()),
                (int) within("executions.limit", config.executions_limit(), 1, 1_000),
                (int) within("executions.queue", config.executions_queue(), 1, 100_000),
                within("disk.free.bytes", config.disk_free_bytes(), 0, Long.MAX_VALUE),
                Duration.ofMillis(within("stop.grace.ms", config.stop_grace_ms(), 0, LONGEST_GRACE_MS)),
                Duration.ofMillis(within("output.grace.ms", config.output_grace_ms(), 0, LONGEST_GRACE_MS)));
    }

    private static boolean open(String value) {
        return switch (value.strip()) {
            case "refuse" -> false;
            case "allow" -> true;
            default ->
                throw new IllegalArgumentException(
                        "unregistered.programs must be refuse or allow, but was '" + value + "'");
        };
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static long within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be " + least + " to " + most + ", but was " + value);
        }
        return value;
    }
}

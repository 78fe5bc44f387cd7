// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Control groups of version 2: one hierarchy for all. */
final class UnifiedControlGroup implements ControlGroup {
    private static final String OWN = "0::";

    private final SystemFiles files;
    private final List<String> levels;

    private UnifiedControlGroup(SystemFiles files, List<String> levels) {
        this.files = files;
        this.levels = levels;
    }

    /** @param memberships the lines of {@code /proc/self/cgroup} */
    static UnifiedControlGroup of(SystemFiles files, List<String> memberships) {
        String path = memberships.stream()
                .filter(line -> line.startsWith(OWN))
                .map(line -> line.substring(OWN.length()))
                .findFirst()
                .orElse("/");
        return new UnifiedControlGroup(files, ControlGroup.levels(MOUNT, path));
    }

    @Override
    public OptionalDouble processors() {
        Stream<Double> quotas = levels.stream()
                .flatMap(level -> files.find(level + "/cpu.max").stream())
                .map(quota -> quota.split(" "))
                .filter(quota -> quota.length == 2)
                .flatMap(quota -> Numbers.ratio(quota[0], quota[1]).stream());
        return ControlGroup.processors(files, quotas);
    }

    @Override
    public OptionalLong processorNanos() {
        return levels.stream()
                .flatMap(level -> files.find(level + "/cpu.stat").stream())
                .flatMapToLong(text -> Numbers.named("usage_usec", text).stream())
                .map(micros -> micros * 1_000)
                .findFirst();
    }

    @Override
    public Optional<Memory> memory() {
        return ControlGroup.memory(files, levels, "memory.max", "memory.current", "inactive_file");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Control groups of version 1: a hierarchy for each kind of limit. */
final class SeparateControlGroups implements ControlGroup {
    private final SystemFiles files;
    private final List<String> quota;
    private final List<String> accounting;
    private final List<String> memory;

    private SeparateControlGroups(SystemFiles files, List<String> memberships) {
        this.files = files;
        this.quota = levels("cpu", memberships);
        this.accounting = levels("cpuacct", memberships);
        this.memory = levels("memory", memberships);
    }

    /** @param memberships the lines of {@code /proc/self/cgroup} */
    static SeparateControlGroups of(SystemFiles files, List<String> memberships) {
        return new SeparateControlGroups(files, memberships);
    }

    /** A membership is {@code number:controller,controller:path}. */
    private static List<String> levels(String controller, List<String> memberships) {
        String path = memberships.stream()
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
                .map(parts -> parts[2])
                .findFirst()
                .orElse("/");
        return ControlGroup.levels(MOUNT + "/" + controller, path);
    }

    @Override
    public OptionalDouble processors() {
        Stream<Double> quotas = quota.stream()
                .flatMap(level -> Numbers.ratio(
                        files.find(level + "/cpu.cfs_quota_us").orElse(""),
                        files.find(level + "/cpu.cfs_period_us").orElse(""))
                        .stream());
        return ControlGroup.processors(files, quotas);
    }

    @Override
    public OptionalLong processorNanos() {
        return accounting.stream()
                .flatMap(level -> files.find(level + "/cpuacct.usage").stream())
                .flatMap(text -> Numbers.whole(text).stream())
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public Optional<Memory> memory() {
        return ControlGroup.memory(
                files, memory, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
    }
}

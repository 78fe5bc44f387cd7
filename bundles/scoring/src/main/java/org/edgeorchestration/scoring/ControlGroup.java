// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The limits that the kernel's control groups, such as a container's, set to this process. */
interface ControlGroup {
    /** Where they are mounted. */
    String MOUNT = "sys/fs/cgroup";

    /** The line of {@code /proc/self/status} that a limit to certain processors shows in. */
    String ALLOWED = "Cpus_allowed_list:";

    /** Version 1 says that there is no limit by the greatest number of whole pages. */
    long NO_MEMORY_LIMIT = 1L << 60;

    /** How many processors' worth of time it may use; empty without a limit. */
    OptionalDouble processors();

    /** The processor time used so far in nanoseconds; empty where it is not counted. */
    OptionalLong processorNanos();

    /** Its memory; empty without a limit. */
    Optional<Memory> memory();

    /** The group of this process, of whichever version the machine has. */
    static ControlGroup of(SystemFiles files) {
        List<String> memberships =
                files.find("proc/self/cgroup").stream().flatMap(String::lines).toList();
        return files.exists(MOUNT + "/cgroup.controllers")
                ? UnifiedControlGroup.of(files, memberships)
                : SeparateControlGroups.of(files, memberships);
    }

    /** The smallest of these quotas and of the number of processors that this process may run on at all. */
    static OptionalDouble processors(SystemFiles files, Stream<Double> quotas) {
        Stream<Double> allowed = files.find("proc/self/status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(ALLOWED))
                .map(line -> (double) ProcessorList.size(line.substring(ALLOWED.length())))
                .filter(size -> size > 0);
        return Stream.concat(quotas, allowed).mapToDouble(Double::doubleValue).min();
    }

    /**
     * The directories of a group and of its ancestors up to the mount point, innermost first: each may have a limit. In
     * a container the path is often the host's; then only the mount point exists, and is the container's group.
     */
    static List<String> levels(String mount, String path) {
        List<String> levels = new ArrayList<>();
        for (int end = path.length(); end > 1; end = path.lastIndexOf('/', end - 1)) {
            if (!path.contains("..")) {
                levels.add(mount + path.substring(0, end));
            }
        }
        levels.add(mount);
        return levels;
    }

    /**
     * The strictest limit to memory of several levels; empty where none has one.
     *
     * @param limit the file with the limit in bytes; garbled, {@code max} or one of version 1's numbers mean none
     * @param usage the file with the bytes in use
     * @param cache the line of {@code memory.stat} with the bytes among these that the kernel could give back at once
     */
    static Optional<Memory> memory(SystemFiles files, List<String> levels, String limit, String usage, String cache) {
        return levels.stream()
                .flatMap(level -> files
                        .find(level + "/" + limit)
                        .flatMap(Numbers::positive)
                        .filter(bytes -> bytes < NO_MEMORY_LIMIT)
                        .map(bytes -> memory(files, level, bytes.longValue(), usage, cache))
                        .stream())
                .reduce(Memory::within);
    }

    private static Memory memory(SystemFiles files, String level, long limit, String usage, String cache) {
        long used = files.find(level + "/" + usage).flatMap(Numbers::whole).orElse(0L);
        OptionalLong spare = files.find(level + "/memory.stat").stream()
                .flatMapToLong(text -> Numbers.named(cache, text).stream())
                .findFirst();
        return new Memory(limit, 0).withAvailable(limit - Math.max(0, used - spare.orElse(0)));
    }
}

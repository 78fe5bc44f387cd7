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
     * A limit to memory in bytes; none where it is garbled, {@code max}, or one of version 1's numbers for no limit.
     */
    static Optional<Double> memoryLimit(String text) {
        return Numbers.positive(text).filter(bytes -> bytes < NO_MEMORY_LIMIT);
    }

    /** The memory of a level with that limit, of whose use the kernel could give back the {@code cache} at once. */
    static Memory limited(double limit, long used, long cache) {
        long total = (long) limit;
        return new Memory(total, 0).withAvailable(total - Math.max(0, used - cache));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory in bytes.
 *
 * @param total above 0
 * @param available what a new program could use, 0 to {@code total}
 */
record Memory(long total, long available) {
    /** The lines wanted are among the first five. */
    private static final int HEAD = 512;

    private static final Pattern LINE = Pattern.compile("^(\\w+):\\s+(\\d{1,15}) kB$", Pattern.MULTILINE);

    /**
     * {@code /proc/meminfo}; kernels before 3.14 do not say what is available, free and cached memory then stand for
     * it.
     */
    static Memory read(SystemFiles files) throws IOException {
        OptionalLong total = OptionalLong.empty();
        OptionalLong available = OptionalLong.empty();
        long reclaimable = 0;
        Matcher lines = LINE.matcher(files.head("proc/meminfo", HEAD));
        while (lines.find()) {
            long bytes = Long.parseLong(lines.group(2)) << 10;
            switch (lines.group(1)) {
                case "MemTotal" -> total = OptionalLong.of(bytes);
                case "MemAvailable" -> available = OptionalLong.of(bytes);
                case "MemFree", "Buffers", "Cached" -> reclaimable += bytes;
                default -> {} // not needed
            }
        }
        if (total.orElse(0) == 0) {
            throw new IOException("/proc/meminfo does not tell MemTotal");
        }
        return new Memory(total.getAsLong(), 0).withAvailable(available.orElse(reclaimable));
    }

    /** The smaller of both, each for itself. */
    Memory within(Memory limit) {
        return new Memory(Math.min(total, limit.total), 0).withAvailable(Math.min(available, limit.available));
    }

    /** The same memory with so much available, or as much of it as there can be. */
    Memory withAvailable(long bytes) {
        return new Memory(total, Math.max(0, Math.min(total, bytes)));
    }
}

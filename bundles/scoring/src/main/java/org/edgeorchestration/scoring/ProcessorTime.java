// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import java.util.StringTokenizer;

/**
 * What all processors together have done since the machine started, in clock ticks.
 *
 * @param busy user, nice, system, irq, softirq and steal
 * @param idle idle and iowait
 */
record ProcessorTime(long busy, long idle) {
    /** Longer than the line {@code cpu …} can be: ten numbers of up to twenty digits. */
    private static final int LINE = 256;

    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    /** What comes after it, the guests' time, is part of user and nice already. */
    private static final int STEAL = 7;

    /** The first line of {@code /proc/stat}. */
    static ProcessorTime read(SystemFiles files) throws IOException {
        StringTokenizer words = new StringTokenizer(
                files.head("proc/stat", LINE).lines().findFirst().orElse(""), " ");
        if (words.countTokens() <= IDLE + 1 || !words.nextToken().equals("cpu")) {
            throw new IOException("/proc/stat does not begin with a line 'cpu …'");
        }
        long busy = 0;
        long idle = 0;
        for (int field = 0; field <= STEAL && words.hasMoreTokens(); field++) {
            long ticks = Long.parseLong(words.nextToken());
            if (field == IDLE || field == IOWAIT) {
                idle += ticks;
            } else {
                busy += ticks;
            }
        }
        return new ProcessorTime(busy, idle);
    }

    /** Ticks of both kinds since {@code earlier}. */
    long ticksSince(ProcessorTime earlier) {
        return busy - earlier.busy + idle - earlier.idle;
    }

    /**
     * The share of busy ticks since {@code earlier}, 0 to 100; {@link #ticksSince} is above 0. Counters may run
     * backwards a little.
     */
    double percentSince(ProcessorTime earlier) {
        return Percent.clamp(100.0 * (busy - earlier.busy) / ticksSince(earlier));
    }
}

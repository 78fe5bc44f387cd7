// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * How busy the processors were between one reading and the next, in percent. Under a quota of processor time, the share
 * of the quota in use counts where it is the greater one: a container can be at its limit on a machine that is not.
 */
final class CpuLoad {
    private final SystemFiles files;
    private final ControlGroup group;
    private final Ticker ticker;
    private final MiddleOfThree middle = new MiddleOfThree();
    private @Nullable Reading last;
    private double percent;

    /** Counters at one moment. */
    private record Reading(ProcessorTime machine, OptionalLong group, long nanos) {}

    /** @param percent the load until two readings tell it */
    CpuLoad(SystemFiles files, ControlGroup group, Ticker ticker, double percent) {
        this.files = files;
        this.group = group;
        this.ticker = ticker;
        this.percent = percent;
    }

    /**
     * Reads, and returns the middle one of the last three loads: a burst of a second turns no decision, two busy
     * seconds do.
     *
     * @param quota the processors' worth of time that this process may use, where there is a limit
     */
    double percent(OptionalDouble quota) throws IOException {
        Reading now = new Reading(
                ProcessorTime.read(files),
                quota.isPresent() ? group.processorNanos() : OptionalLong.empty(),
                ticker.nanoTime());
        Reading earlier = last;
        if (earlier != null && now.machine.ticksSince(earlier.machine) <= 0) {
            return percent; // too soon to tell
        }
        last = now;
        if (earlier != null) {
            percent = middle.next(Math.max(now.machine.percentSince(earlier.machine), ofQuota(now, earlier, quota)));
        }
        return percent;
    }

    private static double ofQuota(Reading now, Reading earlier, OptionalDouble quota) {
        long elapsed = now.nanos - earlier.nanos;
        if (quota.isEmpty() || now.group.isEmpty() || earlier.group.isEmpty() || elapsed <= 0) {
            return 0;
        }
        long used = now.group.getAsLong() - earlier.group.getAsLong();
        return Percent.clamp(100.0 * used / (elapsed * quota.getAsDouble()));
    }
}

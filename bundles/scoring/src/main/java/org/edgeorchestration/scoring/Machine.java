// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.OptionalDouble;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.scoring.Resources;

/** Measures a Linux machine by the files of its kernel. One thread at a time. What cannot be measured is assumed. */
final class Machine {
    /** Assumed where the kernel does not tell: neither idle nor busy. */
    static final double ASSUMED_PERCENT = 50;
    /** Assumed where the kernel does not tell: a small board, so that a machine that can tell is preferred. */
    static final double ASSUMED_MHZ = 1_000;
    /** Assumed where the kernel does not tell, half of it available. */
    static final long ASSUMED_MEMORY = 1L << 30;

    /**
     * Hardware is looked at once in so many measurements: it changes rarely, and a look at many processors costs
     * milliseconds.
     */
    private static final int HARDWARE_PERIOD = 60;

    private final ControlGroup group;
    private final LastGood<OptionalDouble> quota;
    private final LastGood<Integer> count;
    private final LastGood<Double> frequency;
    private final LastGood<Double> bandwidth;
    private final LastGood<Double> load;
    private final LastGood<Memory> memory;
    private int measurements;

    /**
     * @param group whose limits count
     * @param frequency of the processors in MHz where it is not to be measured
     */
    Machine(SystemFiles files, ControlGroup group, OptionalDouble frequency, Ticker ticker) {
        Processors processors = new Processors(files);
        CpuLoad cpuLoad = new CpuLoad(files, group, ticker, ASSUMED_PERCENT);
        this.group = group;
        this.quota = new LastGood<>("cpu-quota", OptionalDouble.empty(), group::processors);
        this.count = new LastGood<>("cpu-count", Runtime.getRuntime().availableProcessors(), processors::count);
        this.frequency = new LastGood<>(
                "cpu-frequency",
                ASSUMED_MHZ,
                () -> frequency.isPresent() ? frequency.getAsDouble() : processors.frequency());
        this.bandwidth = new LastGood<>("network", 0.0, new TransmitQueues(files)::meanLength);
        this.load = new LastGood<>("cpu-usage", ASSUMED_PERCENT, () -> cpuLoad.percent(quota()));
        this.memory =
                new LastGood<>("memory", new Memory(ASSUMED_MEMORY, ASSUMED_MEMORY / 2), () -> Memory.read(files));
    }

    /** Measures. The load is that since the measurement before; the first has none to tell. */
    Resources measure() {
        if (measurements++ % HARDWARE_PERIOD == 0) {
            quota.next();
            count.next();
            frequency.next();
            bandwidth.next();
        }
        Memory usable = memory.next();
        usable = group.memory().map(usable::within).orElse(usable);
        return new Resources(
                load.next(),
                usableProcessors(),
                frequency.value(),
                bandwidth.value(),
                usable.total(),
                usable.available());
    }

    private OptionalDouble quota() {
        return quota.value();
    }

    /** Whole processors, rounded down, but one at least: a job of one thread gets no more of the rest. */
    private int usableProcessors() {
        int present = count.value();
        return (int) Math.max(1, Math.min(present, quota.value().orElse(present)));
    }
}

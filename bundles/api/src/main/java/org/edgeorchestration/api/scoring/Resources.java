// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.scoring;

/**
 * What a machine has and how busy it is: the inputs of a score. The first four are those of the Go dialect's
 * {@code /scoringmgr/resource} (section 2.8), in its units.
 *
 * @param cpuUsage share of all processors in use, in percent, 0 to 100
 * @param cpuCount number of processors, 1 or more
 * @param cpuFrequency highest frequency of a processor in MHz, above 0
 * @param networkBandwidth what the Go project calls bandwidth: the mean transmit queue length of the network cards, 0 or
 *     more
 * @param memoryTotal memory of the machine in bytes, above 0
 * @param memoryAvailable memory that a new service could use, in bytes, 0 to {@code memoryTotal}
 */
public record Resources(
        double cpuUsage,
        int cpuCount,
        double cpuFrequency,
        double networkBandwidth,
        long memoryTotal,
        long memoryAvailable) {

    public Resources {
        require(cpuUsage >= 0 && cpuUsage <= 100, "cpuUsage", cpuUsage, "0 to 100");
        require(cpuCount >= 1, "cpuCount", cpuCount, "1 or more");
        require(cpuFrequency > 0 && Double.isFinite(cpuFrequency), "cpuFrequency", cpuFrequency, "above 0");
        require(
                networkBandwidth >= 0 && Double.isFinite(networkBandwidth),
                "networkBandwidth",
                networkBandwidth,
                "0 or more");
        require(memoryTotal > 0, "memoryTotal", memoryTotal, "above 0");
        require(
                memoryAvailable >= 0 && memoryAvailable <= memoryTotal,
                "memoryAvailable",
                memoryAvailable,
                "0 to memoryTotal");
    }

    private static void require(boolean holds, String name, Number value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + range + ", but was " + value);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.time.Duration;
import java.util.List;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.Score.Term;

/**
 * The score as the Go project's nodes compute it (specification, section 4.1), to within a few units in the last place:
 *
 * <pre>
 * cpu     = (freq^0.66 / 5.66 + usage^0.241 / 3.22 + count^0.3 / 4) / 3 / 2
 * network = bandwidth^0.9 / 8770
 * way     = 0.77 · rtt^-0.43, or 0 where rtt is not above 0
 * score   = cpu + network + way
 * </pre>
 *
 * with freq in MHz, usage in percent, bandwidth as in {@link Resources}, and rtt in seconds. More usage raises this
 * score: an error of the model, kept because nodes that rank by it must agree. Count and frequency keep it above 0.
 */
final class GoScore {

    Score of(Resources resources, Duration roundTrip) {
        double cpu = (power(5.66, resources.cpuFrequency(), -0.66)
                        + power(3.22, resources.cpuUsage(), -0.241)
                        + power(4, resources.cpuCount(), -0.3))
                / 3;
        double network = power(8770, resources.networkBandwidth(), -0.9);
        double seconds = Seconds.of(roundTrip);
        double way = seconds > 0 ? 0.77 * StrictMath.pow(seconds, -0.43) : 0;
        return new Score(
                network + cpu / 2 + way,
                List.of(new Term("cpu", cpu / 2), new Term("network", network), new Term("way", way)));
    }

    /** {@code x^-exponent / factor} in the Go project's form; at x = 0 the power is infinite and the term 0. */
    private static double power(double factor, double x, double exponent) {
        return 1 / (factor * StrictMath.pow(x, exponent));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

/**
 * The middle one of the last three values: a single outlier leaves no trace, a change that lasts for two is followed at
 * once. With fewer than three values, their mean.
 */
final class MiddleOfThree {
    private final double[] last = new double[3];
    private int count;

    /** Takes the next value and returns the middle one. */
    double next(double value) {
        last[count % last.length] = value;
        count = count == 2 * last.length - 1 ? last.length : count + 1;
        if (count < last.length) {
            return count == 1 ? value : (last[0] + last[1]) / 2;
        }
        return Math.max(Math.min(last[0], last[1]), Math.min(Math.max(last[0], last[1]), last[2]));
    }
}

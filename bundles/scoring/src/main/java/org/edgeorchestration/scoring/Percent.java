// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

/** Numbers from 0 to 100. */
final class Percent {
    private Percent() {}

    /** The nearest number from 0 to 100. */
    static double clamp(double value) {
        return Math.min(100, Math.max(0, value));
    }
}

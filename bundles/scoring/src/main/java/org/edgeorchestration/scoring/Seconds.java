// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.time.Duration;

/** Durations as numbers for formulas. */
final class Seconds {
    private Seconds() {}

    /** The duration in seconds; every duration has one, unlike in nanoseconds. */
    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}

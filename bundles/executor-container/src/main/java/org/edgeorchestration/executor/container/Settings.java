// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.Set;

/**
 * The configuration of the executor; see the component's {@code Config} for what each means.
 *
 * @param dockerHost the engine's address, or nothing for the environment's
 * @param startsParallel 1 or more
 */
record Settings(
        String dockerHost,
        Duration pollInterval,
        int startsParallel,
        int startsQueue,
        int maxRuns,
        Duration pullTimeout,
        Duration stopTimeout,
        Duration enginePatience,
        Set<String> environmentInherited) {

    Settings {
        require(!pollInterval.isZero() && !pollInterval.isNegative(), "poll.interval.millis is 1 or more");
        require(startsParallel > 0 && startsQueue > 0 && maxRuns > 0, "starts.queue and runs.max are 1 or more");
        require(!pullTimeout.isZero() && !pullTimeout.isNegative(), "pull.timeout.seconds is 1 or more");
        require(
                !stopTimeout.isNegative() && !enginePatience.isNegative(),
                "stop.timeout.seconds and" + " engine.patience.seconds are 0 or more");
        environmentInherited = Set.copyOf(environmentInherited);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("in org.edgeorchestration.executor.container.cfg, " + rule);
        }
    }
}

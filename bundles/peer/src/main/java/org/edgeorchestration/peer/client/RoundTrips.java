// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last round trips to a node.
 *
 * @param last newest first; at most {@link #KEPT}
 */
record RoundTrips(List<Duration> last) {
    static final int KEPT = 8;
    static final RoundTrips NONE = new RoundTrips(List.of());

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(1);
    private static final int ROUND_TRIPS_OF_PATIENCE = 4;

    RoundTrips {
        last = List.copyOf(last);
    }

    RoundTrips with(Duration roundTrip) {
        return new RoundTrips(Stream.concat(Stream.of(roundTrip), last.stream().limit(KEPT - 1))
                .toList());
    }

    /** The shortest; empty before the first. */
    Optional<Duration> shortest() {
        return last.isEmpty() ? Optional.empty() : Optional.of(Collections.min(last));
    }

    /** How long an answer is waited for. */
    Duration patience() {
        Duration several = shortest().orElse(Duration.ZERO).multipliedBy(ROUND_TRIPS_OF_PATIENCE);
        Duration atLeast = several.compareTo(PATIENCE) > 0 ? several : PATIENCE;
        return atLeast.compareTo(MOST_PATIENCE) < 0 ? atLeast : MOST_PATIENCE;
    }
}

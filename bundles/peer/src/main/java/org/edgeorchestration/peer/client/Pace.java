// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;

/** How often known peers are probed, so that all of them together are not too many: the interval grows with their number. */
final class Pace {
    private static final Duration OURS = Duration.ofMillis(500);
    private static final Duration OURS_EACH = Duration.ofMillis(25);
    private static final Duration GO = Duration.ofSeconds(1);
    private static final Duration GO_EACH = Duration.ofMillis(50);

    private volatile Duration ours = OURS;
    private volatile Duration go = GO;

    /** So many peers are known now. */
    void among(int ourPeers, int goPeers) {
        ours = longer(OURS, OURS_EACH.multipliedBy(ourPeers));
        go = longer(GO, GO_EACH.multipliedBy(goPeers));
    }

    /** The time from an answer of such a peer to its next probe. */
    Duration interval(Profile profile) {
        return profile.ours() ? ours : go;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

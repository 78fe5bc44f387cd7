// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.Node;

/**
 * Another node as this one has come to know it: a snapshot, never updated in place.
 *
 * @param node what it is and where
 * @param profile the wire it speaks, for people: {@code java}, or {@code P0} to {@code P5} (specification, section 0.3)
 * @param ours whether it is a node of this project: a repeated order is harmless there, a refusal is told, output comes back
 * @param standing whether it can be asked now
 * @param trouble what is wrong and what to do about it, a sentence for people; empty while {@link Standing#READY}
 * @param life changes whenever that node has been started anew; the empty text where it does not tell
 * @param roundTrip the shortest of the last round trips; empty before the first
 * @param load its last answer to how busy it is
 * @param loadAge how old that answer is; {@link Duration#ZERO} where there is none
 */
public record Peer(
        Node node,
        String profile,
        boolean ours,
        Standing standing,
        Optional<String> trouble,
        String life,
        Optional<Duration> roundTrip,
        Optional<Load> load,
        Duration loadAge) {

    /** How a peer stands. */
    public enum Standing {
        /** It answers. */
        READY,
        /** It missed its last deadline: while others can do it, requests pass it by, and it is probed in the background. */
        LATE,
        /** It answers, but will not be spoken to: another key, or plaintext where that is refused. */
        BARRED
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.edgeorchestration.api.node.NodeId;

/**
 * The header {@code Edge-Peer} of a call: {@code 1 <sender> <sender's epoch> <receiver's epoch> <number>}.
 *
 * @param sender who calls
 * @param senderEpoch the sender's life
 * @param receiverEpoch the receiver's life, as far as the sender knows
 * @param number counts the sender's calls of this life, from 1
 */
public record EdgePeer(NodeId sender, Epoch senderEpoch, Epoch receiverEpoch, long number) {
    /** The header's name. */
    public static final String NAME = "Edge-Peer";

    /** The header's name as {@link org.edgeorchestration.api.peer.PeerCall#header} takes it. */
    public static final String LOWER_CASE_NAME = "edge-peer";

    private static final Pattern CALL =
            Pattern.compile("1 ([!-~]{1,63}) ([0-9a-f]{32}) ([0-9a-f]{32}) ([1-9][0-9]{0,17})");
    private static final Pattern HINT = Pattern.compile("1 ([!-~]{1,63}) ([0-9a-f]{32})");

    public EdgePeer {
        if (number < 1) {
            throw new IllegalArgumentException("calls are counted from 1");
        }
    }

    /** The header of a call; empty when it has not exactly the form in which it would be written. */
    public static Optional<EdgePeer> parse(String value) {
        Matcher parts = CALL.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return nodeId(parts.group(1))
                .map(sender -> new EdgePeer(
                        sender, new Epoch(parts.group(2)), new Epoch(parts.group(3)), Long.parseLong(parts.group(4))));
    }

    /** The header's value. */
    @Override
    public String toString() {
        return "1 " + sender + ' ' + senderEpoch + ' ' + receiverEpoch + ' ' + number;
    }

    /**
     * The header of an answer: {@code 1 <id> <epoch>}. A hint, not a proof: anybody can say it.
     *
     * @param id who answers
     * @param epoch its life
     */
    public record Hint(NodeId id, Epoch epoch) {

        /** The header of an answer; empty when it has not exactly the form in which it would be written. */
        public static Optional<Hint> parse(String value) {
            Matcher parts = HINT.matcher(value);
            return parts.matches()
                    ? nodeId(parts.group(1)).map(id -> new Hint(id, new Epoch(parts.group(2))))
                    : Optional.empty();
        }

        /** The header's value. */
        @Override
        public String toString() {
            return "1 " + id + ' ' + epoch;
        }
    }

    private static Optional<NodeId> nodeId(String text) {
        try {
            return Optional.of(new NodeId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

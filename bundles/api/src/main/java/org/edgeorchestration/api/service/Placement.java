// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.scoring.Score;

/**
 * A decision and everything it rests on: the stored inputs give the same winner again. Bounded: in a large fleet only some
 * nodes are candidates, and the others are counted.
 *
 * @param decided when
 * @param candidates the nodes that were considered, in the order of their rank: the chosen one first, excluded ones last
 * @param choice the winner; empty when nobody could run the service
 * @param omitted the nodes that are no candidates here, counted by the reason; empty in a small fleet
 */
public record Placement(Instant decided, List<Candidate> candidates, Optional<Choice> choice, List<Omission> omitted) {

    /** A node that was considered. */
    public sealed interface Candidate {

        /** The node as it was known at that moment. */
        Node node();

        /**
         * A node that could run the service.
         *
         * @param node the node
         * @param type the execution type it would use
         * @param score how fit it was, with its terms
         * @param measured when the resources behind the score were measured
         * @param roundTrip the way there and back as the score counts it; empty for this node itself, and where it is not known
         */
        record Eligible(Node node, ExecutionType type, Score score, Instant measured, Optional<Duration> roundTrip)
                implements Candidate {

            /** A node to which no round trip counts. */
            public Eligible(Node node, ExecutionType type, Score score, Instant measured) {
                this(node, type, score, measured, Optional.empty());
            }
        }

        /**
         * A node that could not, or was not to.
         *
         * @param node the node
         * @param reason why, a sentence for people
         */
        record Excluded(Node node, String reason) implements Candidate {}
    }

    /**
     * The winner.
     *
     * @param node its id
     * @param type the execution type the service runs as
     * @param reason why this one, a sentence for people
     */
    public record Choice(NodeId node, ExecutionType type, String reason) {}

    /**
     * Nodes that are known, but not listed one by one.
     *
     * @param nodes how many, 1 or more
     * @param reason why, a clause for people that goes on after "3 nodes": {@code not looked at, …}
     */
    public record Omission(int nodes, String reason) {}

    public Placement {
        candidates = List.copyOf(candidates);
        omitted = List.copyOf(omitted);
    }

    /** A decision that lists everybody. */
    public Placement(Instant decided, List<Candidate> candidates, Optional<Choice> choice) {
        this(decided, candidates, choice, List.of());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.peer.wire.ResourceJson;

/** This node's score and resources as the Go project's nodes are told. */
final class GoScores {
    /** Said by a node that should be chosen last. Never 0, which a Go node takes for an error (specification, section 2.7). */
    static final double LAST = 1e-6;

    private final ScoreProvider scores;
    private final PeerRequests requests;
    private final Acquaintances acquaintances;

    GoScores(ScoreProvider scores, PeerRequests requests, Acquaintances acquaintances) {
        this.scores = scores;
        this.requests = requests;
        this.acquaintances = acquaintances;
    }

    /** The score for a node; the way to one that is not known counts as not measured. Above 0. */
    double score(Optional<NodeId> asking) {
        Duration roundTrip = asking.flatMap(acquaintances::roundTrip).orElse(Duration.ZERO);
        return requests.load().full()
                ? LAST
                : resources()
                        .map(resources -> Math.max(
                                LAST, scores.goScore(resources, roundTrip).value()))
                        .orElse(LAST);
    }

    /** The resources for a node, none of them while this one has no room or no measurement; empty for a node that is not known. */
    Optional<ObjectNode> resources(Optional<NodeId> asking) {
        return asking.flatMap(acquaintances::roundTrip).map(way -> resources()
                .filter(resources -> !requests.load().full())
                .map(resources -> new ResourceJson(resources, way).write())
                .orElseGet(ResourceJson::none));
    }

    private Optional<Resources> resources() {
        return scores.sample().map(Sample::resources);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * A node, as {@code GET …/nodes} tells it. {@code Score}, {@code ScoreAgeMs} and {@code RoundTripMs} are null while unknown,
 * {@code Trouble} while there is none.
 */
record NodeJson(
        String id,
        boolean self,
        List<String> addresses,
        List<String> executionTypes,
        List<String> services,
        String platform,
        String profile,
        @Nullable Double score,
        @Nullable Long scoreAgeMs,
        @Nullable Double roundTripMs,
        boolean reachable,
        @Nullable String trouble) {

    /** The wire profile of the nodes of this project. */
    private static final String OURS = "java";

    /**
     * A score and how old the measurement behind it is.
     *
     * @param value the score
     * @param age the time since the measurement
     */
    record Rating(double value, Duration age) {}

    /** This node itself. */
    static NodeJson self(Node node, Optional<Rating> rating) {
        return of(node, true, OURS, rating, Optional.of(Duration.ZERO), true, Optional.empty());
    }

    /** Another node. */
    static NodeJson peer(Peer peer, Optional<Rating> rating) {
        boolean ready = peer.standing() == Peer.Standing.READY;
        return of(peer.node(), false, peer.profile(), rating, peer.roundTrip(), ready, peer.trouble());
    }

    private static NodeJson of(
            Node node,
            boolean self,
            String profile,
            Optional<Rating> rating,
            Optional<Duration> roundTrip,
            boolean reachable,
            Optional<String> trouble) {
        return new NodeJson(
                node.id().value(),
                self,
                node.addresses().stream().map(InetAddress::getHostAddress).toList(),
                node.executionTypes().stream().map(ExecutionType::name).sorted().toList(),
                node.services().stream().sorted().toList(),
                node.platform(),
                profile,
                rating.map(Rating::value).orElse(null),
                rating.map(known -> Math.max(0, known.age().toMillis())).orElse(null),
                roundTrip.map(Json::millis).orElse(null),
                reachable,
                trouble.orElse(null));
    }
}

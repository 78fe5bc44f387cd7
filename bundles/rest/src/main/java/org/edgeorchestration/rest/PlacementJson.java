// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.jspecify.annotations.Nullable;

/**
 * A decision with all it rests on. {@code Choice} is null when nobody could run the service; {@code Omitted} counts the nodes of a
 * large fleet that are no candidates.
 */
record PlacementJson(String decided, @Nullable Choice choice, List<Considered> candidates, List<Omitted> omitted) {

    record Omitted(int nodes, String reason) {}

    record Choice(String node, String executionType, String reason) {}

    record Term(String name, double value) {}

    /**
     * A candidate: with a score when it was eligible, with the reason of its exclusion when it was not. {@code AgeMs} is how
     * old the measurement behind the score was at the decision.
     */
    record Considered(
            String node,
            List<String> addresses,
            boolean eligible,
            @Nullable String executionType,
            @Nullable Double score,
            List<Term> terms,
            @Nullable String measured,
            @Nullable Long ageMs,
            @Nullable Double roundTripMs,
            @Nullable String reason) {}

    static PlacementJson of(Placement placement) {
        return new PlacementJson(
                placement.decided().toString(),
                placement
                        .choice()
                        .map(won -> new Choice(won.node().value(), won.type().name(), won.reason()))
                        .orElse(null),
                placement.candidates().stream()
                        .map(candidate -> considered(candidate, placement.decided()))
                        .toList(),
                placement.omitted().stream()
                        .map(some -> new Omitted(some.nodes(), some.reason()))
                        .toList());
    }

    private static Considered considered(Candidate candidate, Instant decided) {
        if (candidate instanceof Eligible eligible) {
            return new Considered(
                    eligible.node().id().value(),
                    addresses(eligible.node()),
                    true,
                    eligible.type().name(),
                    eligible.score().value(),
                    eligible.score().terms().stream()
                            .map(term -> new Term(term.name(), term.value()))
                            .toList(),
                    eligible.measured().toString(),
                    Math.max(0, Duration.between(eligible.measured(), decided).toMillis()),
                    eligible.roundTrip().map(Json::millis).orElse(null),
                    null);
        }
        Excluded excluded = (Excluded) candidate;
        return new Considered(
                excluded.node().id().value(),
                addresses(excluded.node()),
                false,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                excluded.reason());
    }

    private static List<String> addresses(Node node) {
        return node.addresses().stream().map(InetAddress::getHostAddress).toList();
    }
}

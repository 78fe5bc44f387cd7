// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.edgeorchestration.api.service.Placement.Omission;

/**
 * What a placement tells of a fleet: it is kept with every execution, so it does not grow with the fleet. Pure.
 *
 * @param candidates the best that could run it, and some that could not
 * @param omitted how many more there are, and why they are no candidates
 */
record Listing(List<Candidate> candidates, List<Omission> omitted) {
    /** Of each kind, no more are listed: all others of a fleet that is looked at as a whole, and this node. */
    static final int MOST = Survey.ALL + 1;

    /**
     * Of a survey.
     *
     * @param looked everybody who was looked at
     * @param rest who was not
     */
    static Listing of(List<Candidate> looked, Shortlist rest) {
        List<Eligible> eligible = kind(looked, Eligible.class);
        List<Excluded> excluded = kind(looked, Excluded.class);
        int troubled = Math.max(0, Math.min(rest.troubled().size(), MOST - excluded.size()));
        List<Candidate> listed = new ArrayList<>(best(eligible));
        excluded.stream().limit(MOST).forEach(listed::add);
        rest.troubled().stream().limit(troubled).map(Fleet::troubled).forEach(listed::add);
        return new Listing(
                listed,
                omissions(
                        rest.left(),
                        Math.max(0, eligible.size() - MOST),
                        Math.max(0, excluded.size() - MOST),
                        rest.troubled().size() - troubled));
    }

    private static <T extends Candidate> List<T> kind(List<Candidate> looked, Class<T> kind) {
        return looked.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Leaving out the lowest never changes who wins: whoever ties with the winner scores higher than they do, or as high. */
    private static List<Eligible> best(List<Eligible> eligible) {
        return eligible.size() <= MOST
                ? eligible
                : eligible.stream()
                        .sorted(Comparator.comparingDouble(
                                        (Eligible one) -> one.score().value())
                                .reversed())
                        .limit(MOST)
                        .toList();
    }

    private static List<Omission> omissions(int left, int lower, int unfit, int troubled) {
        return Stream.of(
                        new Part(left, "were not looked at: of many nodes a few drawn by lot are enough"),
                        new Part(lower, "scored no higher than those listed"),
                        new Part(unfit, "could not take it either"),
                        new Part(troubled, "could not be asked"))
                .filter(part -> part.nodes > 0)
                .map(part -> new Omission(part.nodes, part.reason))
                .toList();
    }

    private record Part(int nodes, String reason) {}
}

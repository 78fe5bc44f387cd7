// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Omission;

/**
 * Third step of the line: who should, and why. Pure: the highest score wins.
 *
 * <p>Scores within {@link #TIE} of the highest are as good as equal: no measurement is that exact, and always taking the very
 * best would send everybody to one node. Among them a lot decides, and the lot is the execution's id: a random number
 * that is recorded anyway. So ties spread over the nodes, yet {@code decide(id, p.decided(), p.candidates())} gives a
 * stored placement {@code p} again.
 */
final class Choice {
    /** The share of the highest score by which another may fall short of it and still be its equal. */
    static final double TIE = 0.05;

    private static final MathContext SHOWN = new MathContext(4);

    private Choice() {}

    /**
     * Ranks the candidates and chooses the first.
     *
     * @param id the execution's id, which decides between equal scores
     * @param decided when this is decided; does not influence the choice
     * @param candidates in any order
     */
    static Placement decide(ExecutionId id, Instant decided, List<Candidate> candidates) {
        return decide(id, decided, candidates, List.of());
    }

    /**
     * The same, in a fleet of which not everybody is a candidate.
     *
     * @param omitted who is not; does not influence the choice
     */
    static Placement decide(ExecutionId id, Instant decided, List<Candidate> candidates, List<Omission> omitted) {
        List<Eligible> ranked = ranked(id, candidates);
        List<Candidate> all = new ArrayList<>(ranked);
        candidates.stream()
                .filter(candidate -> !(candidate instanceof Eligible))
                .forEach(all::add);
        Optional<Placement.Choice> choice = ranked.stream()
                .findFirst()
                .map(first -> new Placement.Choice(first.node().id(), first.type(), reason(ranked) + among(omitted)));
        return new Placement(decided, all, choice, omitted);
    }

    private static List<Eligible> ranked(ExecutionId id, List<Candidate> candidates) {
        List<Eligible> eligible = candidates.stream()
                .filter(Eligible.class::isInstance)
                .map(Eligible.class::cast)
                .toList();
        double least = leastEqual(eligible);
        Comparator<Eligible> ranking = Comparator.comparingDouble(
                        (Eligible candidate) -> Math.min(least, value(candidate)))
                .reversed()
                .thenComparingLong(candidate -> lot(id, candidate))
                .thenComparing(candidate -> candidate.node().id());
        return eligible.stream().sorted(ranking).toList();
    }

    /** From this score on, all are as good as the highest. */
    private static double leastEqual(List<Eligible> eligible) {
        return (1 - TIE) * highest(eligible);
    }

    private static double highest(List<Eligible> eligible) {
        return eligible.stream().mapToDouble(Choice::value).max().orElse(0);
    }

    private static double value(Eligible candidate) {
        return candidate.score().value();
    }

    private static long lot(ExecutionId id, Eligible candidate) {
        return Lot.of(id, candidate.node().id());
    }

    private static String among(List<Omission> omitted) {
        return omitted.stream()
                .map(omission -> "; " + omission.nodes() + " nodes " + omission.reason())
                .collect(Collectors.joining());
    }

    private static String reason(List<Eligible> ranked) {
        if (ranked.size() == 1) {
            return "the only node that can run it";
        }
        double least = leastEqual(ranked);
        long equals =
                ranked.stream().filter(candidate -> value(candidate) >= least).count();
        return equals > 1
                ? "score " + figures(value(ranked.get(0))) + ": drawn by lot from " + equals + " of " + ranked.size()
                        + " within " + Math.round(100 * TIE) + " % of the highest, " + figures(highest(ranked))
                : "highest score of " + ranked.size() + ": " + figures(value(ranked.get(0))) + ", the next has "
                        + figures(value(ranked.get(1)));
    }

    /** Not by a format: its parsing would take longer than the choice. */
    private static String figures(double score) {
        return Double.toString(new BigDecimal(score, SHOWN).doubleValue());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;

/**
 * Third step of the line: who should, and why. Pure: the highest score wins.
 *
 * <p>Equal scores are decided by lot, and the lot is the execution's id: a random number that is recorded anyway. So ties spread
 * over the nodes, yet {@code decide(id, p.decided(), p.candidates())} gives a stored placement {@code p} again.
 */
final class Choice {
    private Choice() {}

    /**
     * Ranks the candidates and chooses the first.
     *
     * @param id the execution's id, which decides between equal scores
     * @param decided when this is decided; does not influence the choice
     * @param candidates in any order
     */
    static Placement decide(ExecutionId id, Instant decided, List<Candidate> candidates) {
        List<Eligible> ranked = candidates.stream()
                .filter(Eligible.class::isInstance)
                .map(Eligible.class::cast)
                .sorted(ranking(id))
                .toList();
        List<Candidate> all = new ArrayList<>(ranked);
        candidates.stream()
                .filter(candidate -> !(candidate instanceof Eligible))
                .forEach(all::add);
        Optional<Placement.Choice> choice = ranked.stream()
                .findFirst()
                .map(best -> new Placement.Choice(best.node().id(), best.type(), reason(ranked)));
        return new Placement(decided, all, choice);
    }

    private static Comparator<Eligible> ranking(ExecutionId id) {
        return Comparator.comparingDouble(
                        (Eligible candidate) -> candidate.score().value())
                .reversed()
                .thenComparingLong(candidate -> lot(id, candidate))
                .thenComparing(candidate -> candidate.node().id());
    }

    /** Spreads evenly over all longs (the finalizer of MurmurHash3); the same on every machine, as String's hash code is. */
    private static long lot(ExecutionId id, Eligible candidate) {
        long hash = ((long) id.value().hashCode() << 32)
                ^ (candidate.node().id().value().hashCode() & 0xffff_ffffL);
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static String reason(List<Eligible> ranked) {
        if (ranked.size() == 1) {
            return "the only node that can run it";
        }
        double best = ranked.get(0).score().value();
        double next = ranked.get(1).score().value();
        long equals = ranked.stream()
                .skip(1)
                .filter(candidate -> candidate.score().value() == best)
                .count();
        return equals > 0
                ? String.format(
                        Locale.ROOT,
                        "highest score of %d, %.4g, which %d more had: drawn by lot",
                        ranked.size(),
                        best,
                        equals)
                : String.format(Locale.ROOT, "highest score of %d: %.4g, the next has %.4g", ranked.size(), best, next);
    }
}

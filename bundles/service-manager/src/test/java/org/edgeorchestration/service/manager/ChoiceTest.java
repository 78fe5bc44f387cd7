// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

class ChoiceTest {
    private static final ExecutionId ID = new ExecutionId("e-1");

    private static Placement decide(ExecutionId id, List<Candidate> candidates) {
        return Choice.decide(id, Samples.NOW, candidates);
    }

    private static String winner(Placement placement) {
        return placement.choice().orElseThrow().node().value();
    }

    private static Candidate excluded(String id) {
        return new Excluded(Samples.node(id, Set.of()), "no executor");
    }

    @Example
    void nobodyWinsWhereNobodyCan() {
        assertThat(decide(ID, List.of()).choice()).isEmpty();
        assertThat(decide(ID, List.of(excluded("a"))).choice()).isEmpty();
    }

    @Example
    void theOnlyNodeWins() {
        Placement placement = decide(ID, List.of(excluded("a"), Samples.eligible("b", 1)));
        assertThat(winner(placement)).isEqualTo("b");
        assertThat(placement.choice().orElseThrow().reason()).isEqualTo("the only node that can run it");
    }

    @Example
    void prefersTheHigherScoreAndSaysByHowMuch() {
        Placement placement =
                decide(ID, List.of(Samples.eligible("a", 1), Samples.eligible("b", 2.5004), Samples.eligible("c", 2)));
        assertThat(winner(placement)).isEqualTo("b");
        assertThat(placement.choice().orElseThrow().reason()).isEqualTo("highest score of 3: 2.5, the next has 2.0");
    }

    @Example
    void ranksTheChosenFirstAndTheExcludedLast() {
        Placement placement =
                decide(ID, List.of(excluded("x"), Samples.eligible("a", 1), excluded("y"), Samples.eligible("b", 2)));
        assertThat(placement.candidates())
                .extracting(candidate -> candidate.node().id().value())
                .containsExactly("b", "a", "x", "y");
    }

    @Example
    void saysThatALotWasDrawn() {
        Placement placement = decide(ID, List.of(Samples.eligible("a", 1), Samples.eligible("b", 1)));
        assertThat(placement.choice().orElseThrow().reason())
                .isEqualTo("score 1.0: drawn by lot from 2 of 2 within 5 % of the highest, 1.0");
    }

    @Example
    void scoresThatDifferLessThanTheyAreExactAreATie() {
        Set<String> winners = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ExecutionId id = new ExecutionId("e-" + i);
            winners.add(winner(decide(
                    id,
                    List.of(
                            Samples.eligible("best", 100),
                            Samples.eligible("equal", 95),
                            Samples.eligible("less", 94.9)))));
        }
        assertThat(winners).containsExactlyInAnyOrder("best", "equal");
    }

    @Example
    void spreadsTiesEvenly() {
        List<Candidate> equal = IntStream.range(0, 4)
                .<Candidate>mapToObj(i -> Samples.eligible("node-" + i, 7))
                .toList();
        Map<String, Integer> wins = new HashMap<>();
        SeededIds ids = new SeededIds(1);
        for (int i = 0; i < 4_000; i++) {
            wins.merge(winner(decide(ids.get(), equal)), 1, Integer::sum);
        }
        assertThat(wins).hasSize(4);
        assertThat(wins.values()).allSatisfy(won -> assertThat(won).isBetween(850, 1_150));
    }

    @Property
    void aStoredPlacementReplaysToTheSame(@ForAll("ids") ExecutionId id, @ForAll("fleets") List<Candidate> fleet) {
        Placement placement = decide(id, fleet);
        assertThat(Choice.decide(id, placement.decided(), placement.candidates()))
                .isEqualTo(placement);
    }

    @Property
    void theOrderOfTheCandidatesDoesNotMatter(
            @ForAll("ids") ExecutionId id, @ForAll("fleets") List<Candidate> fleet, @ForAll long seed) {
        List<Candidate> shuffled = new ArrayList<>(fleet);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(decide(id, shuffled).choice()).isEqualTo(decide(id, fleet).choice());
    }

    @Property
    void nobodyBeatsTheWinnerByMoreThanATie(@ForAll("ids") ExecutionId id, @ForAll("fleets") List<Candidate> fleet) {
        Placement placement = decide(id, fleet);
        double best = fleet.stream()
                .filter(Eligible.class::isInstance)
                .mapToDouble(candidate -> ((Eligible) candidate).score().value())
                .max()
                .orElse(0);
        placement.choice().ifPresent(choice -> assertThat(placement.candidates().get(0))
                .isInstanceOfSatisfying(Eligible.class, first -> {
                    assertThat(first.node().id()).isEqualTo(choice.node());
                    assertThat(first.score().value()).isBetween((1 - Choice.TIE) * best, best);
                }));
        assertThat(placement.choice().isPresent()).isEqualTo(best > 0);
        assertThat(placement.candidates()).containsExactlyInAnyOrderElementsOf(fleet);
    }

    @Property
    void aBetterScoreNeverLosesRank(
            @ForAll("ids") ExecutionId id, @ForAll("fleets") List<Candidate> fleet, @ForAll("scores") double more) {
        Placement before = decide(id, fleet);
        for (int i = 0; i < before.candidates().size(); i++) {
            if (before.candidates().get(i) instanceof Eligible lucky) {
                List<Candidate> improved = new ArrayList<>(before.candidates());
                Eligible better = Samples.eligible(
                        lucky.node().id().value(), lucky.score().value() + more);
                improved.set(i, better);
                assertThat(decide(id, improved).candidates().indexOf(better)).isLessThanOrEqualTo(i);
            }
        }
    }

    @Provide
    Arbitrary<Double> scores() {
        return Arbitraries.of(0.5, 0.97, 0.99, 1.0, 1.04, 1.5, 2.0, 1e9);
    }

    @Provide
    Arbitrary<ExecutionId> ids() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(36)
                .map(ExecutionId::new);
    }

    /** Up to eight nodes with different ids; few different scores, so that ties are frequent. */
    @Provide
    Arbitrary<List<Candidate>> fleets() {
        Arbitrary<String> names = Arbitraries.integers().between(0, 99).map(i -> "node-" + i);
        Arbitrary<Candidate> candidates = Combinators.combine(names, scores(), Arbitraries.of(true, true, true, false))
                .as((name, score, fit) -> fit ? Samples.eligible(name, score) : excluded(name));
        return candidates.list().ofMaxSize(8).uniqueElements(candidate -> candidate
                .node()
                .id());
    }
}

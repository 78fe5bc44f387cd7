// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/** What people expect of a decision, through all its steps. */
class DeciderTest {
    private final Station station = Station.withExecutor(Station.containers());

    private static Peer peer(String id, Load load, int microseconds) {
        return Peers.distant(Peers.ours(id, load), Duration.ofNanos(microseconds * 1_000L));
    }

    private Placement place() {
        return station.manager.place(Requests.hello()).toCompletableFuture().join();
    }

    private static String winner(Placement placement) {
        return placement.choice().orElseThrow().node().value();
    }

    @Property(tries = 200)
    void aNodeAtFullLoadNeverBeatsAnIdleEqualOne(
            @ForAll @DoubleRange(min = 100, max = 6_000) double frequency,
            @ForAll @IntRange(min = 1, max = 64) int processors,
            @ForAll @IntRange(max = 10_000) int way) {
        station.scores.measured(Peers.machine(100, processors, frequency));
        station.peers.put(
                peer("busy", Peers.load(Peers.machine(100, processors, frequency)), 100),
                peer("idle", Peers.load(Peers.machine(0, processors, frequency)), way));
        assertThat(winner(place())).isEqualTo("idle");
    }

    @Property(tries = 200)
    void aSlowNodeNearbyNeverBeatsOneFourTimesAsFastThreeMillisecondsAway(
            @ForAll @DoubleRange(min = 100, max = 1_500) double frequency,
            @ForAll @DoubleRange(max = 90) double usage,
            @ForAll @IntRange(min = 1, max = 64) int processors) {
        station.scores.measured(Peers.machine(usage, processors, frequency));
        station.peers.put(
                peer("near", Peers.load(Peers.machine(usage, processors, frequency)), 50),
                peer("fast", Peers.load(Peers.machine(usage, processors, 4 * frequency)), 3_000));
        assertThat(winner(place())).isEqualTo("fast");
    }

    @Property(tries = 100)
    void aStoredPlacementReplaysToTheSame(
            @ForAll @IntRange(max = 40) int before, @ForAll @DoubleRange(max = 100) double usage) {
        Station station = Station.withExecutor(Station.containers());
        station.peers.put(
                peer("a", Peers.load(Peers.machine(usage, 4, 2_000)), 500),
                peer("b", Peers.load(Peers.machine(usage / 2, 4, 2_000)), 800),
                Peers.go("go", Peers.goScore(20)));
        for (int i = 0; i < before; i++) {
            station.placed(Requests.hello());
        }
        var id = station.placed(Requests.hello());
        Placement placement = station.placement(id);
        assertThat(Choice.decide(id, placement.decided(), placement.candidates()))
                .isEqualTo(placement);
        assertThat(placement.candidates().get(0)).isInstanceOf(Eligible.class);
    }

    @Example
    void aPeerThatWasLateIsPassedByWhileAnotherCanDoIt() {
        station.peers.put(late("b"), Peers.ours("c", Peers.idle())).answers("b", () -> {
            throw new AssertionError("it was to be left alone");
        });

        assertThat(winner(placeElsewhere())).isEqualTo("c");
    }

    @Example
    void aPeerThatWasLateIsAskedBeforeTheCallerIsSentAway() {
        Peer back = Peers.ours("b", Peers.idle());
        station.peers.put(late("b")).answers("b", () -> CompletableFuture.completedStage(back));

        assertThat(winner(placeElsewhere())).isEqualTo("b");
    }

    @Example
    void aPeerThatIsStillLateIsNoCandidate() {
        station.peers
                .put(late("b"))
                .answers("b", () -> CompletableFuture.failedStage(new IOException("b did not answer")));

        Placement placement = placeElsewhere();

        assertThat(placement.choice()).isEmpty();
        assertThat(placement.candidates()).anySatisfy(candidate -> assertThat(candidate)
                .isEqualTo(new Excluded(late("b").node(), "b did not answer")));
    }

    /** As one does whose collector of garbage, or whose machine, pauses for a moment. */
    @Example
    void theOnlyPeerIsAskedAgainBeforeTheCallerIsSentAway() {
        Peer back = Peers.ours("b", Peers.idle());
        AtomicInteger asked = new AtomicInteger();
        station.peers.put(Peers.aged(back, Scoring.FRESH.plusMillis(1)));
        station.peers.answers(
                "b",
                () -> asked.incrementAndGet() == 1
                        ? CompletableFuture.failedStage(new IOException("b did not answer"))
                        : CompletableFuture.completedStage(back));

        Placement placement = placeElsewhere();

        assertThat(winner(placement)).isEqualTo("b");
        assertThat(placement.candidates())
                .filteredOn(one -> one.node().equals(back.node()))
                .hasSize(1);
    }

    @Example
    void thoseThatMissAgainAreAskedAgainBeforeTheCallerIsSentAway() {
        Peer back = Peers.ours("b", Peers.idle());
        AtomicInteger asked = new AtomicInteger();
        station.peers.put(late("b"), late("c"));
        station.peers.answers(
                "b",
                () -> asked.incrementAndGet() < Survey.TURNS
                        ? CompletableFuture.failedStage(new IOException("b did not answer"))
                        : CompletableFuture.completedStage(back));
        station.peers.answers("c", () -> CompletableFuture.failedStage(new IOException("c did not answer")));

        Placement placement = placeElsewhere();

        assertThat(winner(placement)).isEqualTo("b");
        assertThat(placement.candidates()).hasSize(3);
    }

    @Example
    void theOnlyPeerIsNotAskedForEver() {
        AtomicInteger asked = new AtomicInteger();
        station.peers.put(Peers.aged(Peers.ours("b", Peers.idle()), Scoring.FRESH.plusMillis(1)));
        station.peers.answers("b", () -> {
            asked.incrementAndGet();
            return CompletableFuture.failedStage(new IOException("b did not answer"));
        });

        Placement placement = placeElsewhere();

        assertThat(placement.choice()).isEmpty();
        assertThat(asked).hasValue(1 + Survey.TURNS);
        assertThat(placement.candidates())
                .filteredOn(one -> one.node().id().value().equals("b"))
                .singleElement()
                .isInstanceOf(Excluded.class);
    }

    private static Peer late(String id) {
        return Peers.troubled(Peers.ours(id, Peers.idle()), Standing.LATE, "it missed its deadline");
    }

    private Placement placeElsewhere() {
        return station.manager
                .place(Requests.elsewhere(Requests.hello()))
                .toCompletableFuture()
                .join();
    }
}

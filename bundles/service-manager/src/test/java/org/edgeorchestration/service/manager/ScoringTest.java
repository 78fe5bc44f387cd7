// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.node.ExecutionType.CONTAINER;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.junit.jupiter.api.Test;

class ScoringTest {
    private static final Duration STALE = Duration.ofMillis(501);

    private final Station station = Station.withExecutor(Station.containers());

    private CompletableFuture<Placement> placing() {
        return station.manager.place(Requests.hello()).toCompletableFuture();
    }

    private Placement placement() {
        return placing().join();
    }

    private static Eligible eligible(Placement placement, String node) {
        return placement.candidates().stream()
                .filter(candidate -> candidate.node().id().value().equals(node))
                .map(Eligible.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private Eligible self(Placement placement) {
        return eligible(placement, station.self.id().value());
    }

    @Test
    void ratesThisNodeByItsLastMeasurement() {
        Eligible self = self(placement());
        assertThat(self.score()).isEqualTo(station.scores.fitness(Peers.IDLE, Duration.ZERO));
        assertThat(self.measured()).isEqualTo(station.time.instant());
        assertThat(self.type()).isEqualTo(CONTAINER);
        assertThat(self.roundTrip()).isEmpty();
    }

    @Test
    void takesPartWhenNobodyScores() {
        station.manager.unsetScoreProvider(station.scores);
        assertThat(self(placement()).score().terms())
                .extracting(Score.Term::name)
                .containsExactly("not measured yet");
    }

    @Test
    void aLoadHeardLatelyIsUsedAsItIs() {
        Peer peer = Peers.ours("a", Peers.load(Peers.machine(20, 4, 2_000)));
        station.peers.put(Peers.aged(peer, Scoring.FRESH));
        Eligible a = eligible(placement(), "a");
        assertThat(a.score()).isEqualTo(station.scores.fitness(Peers.machine(20, 4, 2_000), Duration.ofMillis(1)));
        assertThat(a.measured()).isEqualTo(station.time.instant().minus(Scoring.FRESH));
        assertThat(a.roundTrip()).contains(Duration.ofMillis(1));
        assertThat(station.peers.asked()).isEmpty();
    }

    @Test
    void thoseHeardTooLongAgoAreAskedAllAtOnce() {
        Peer a = Peers.ours("a", Peers.idle());
        Peer b = Peers.ours("b", Peers.idle());
        CompletableFuture<Peer> answerOfA = new CompletableFuture<>();
        CompletableFuture<Peer> answerOfB = new CompletableFuture<>();
        station.peers
                .put(Peers.aged(a, STALE), Peers.aged(b, STALE))
                .answers("a", () -> answerOfA)
                .answers("b", () -> answerOfB);
        CompletableFuture<Placement> placing = placing();
        assertThat(station.peers.asked()).extracting(NodeId::value).containsExactlyInAnyOrder("a", "b");
        answerOfB.complete(b);
        assertThat(placing).isNotDone();
        answerOfA.completeExceptionally(new IOException("node a did not answer within 100 ms"));
        assertThat(placing).isDone();
        assertThat(Station.reason(placing.join(), "a")).isEqualTo("node a did not answer within 100 ms");
        assertThat(eligible(placing.join(), "b").measured()).isEqualTo(station.time.instant());
    }

    @Test
    void aNodeOfTheGoProjectIsAskedLessOften() {
        Peer go = Peers.go("go", Peers.goScore(5));
        station.peers.put(Peers.aged(go, Scoring.FRESH_GO));
        placement();
        assertThat(station.peers.asked()).isEmpty();
        station.peers.put(Peers.aged(go, Scoring.FRESH_GO.plusNanos(1)));
        placement();
        assertThat(station.peers.asked()).hasSize(1);
    }

    @Test
    void aHundredRequestsAtOnceAskAPeerOnce() {
        Peer a = Peers.ours("a", Peers.idle());
        CompletableFuture<Peer> answer = new CompletableFuture<>();
        station.peers.put(Peers.aged(a, STALE)).answers("a", () -> answer);
        List<CompletableFuture<Placement>> placings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            placings.add(placing());
        }
        assertThat(station.peers.asked()).hasSize(1);
        answer.complete(a);
        assertThat(placings).allMatch(CompletableFuture::isDone);
        placing().join();
        assertThat(station.peers.asked()).hasSize(2);
    }

    @Test
    void aQuestionThatNobodyEndsIsGivenUpAndAskedAnew() {
        Peer a = Peers.ours("a", Peers.idle());
        station.peers.put(Peers.aged(a, STALE)).answers("a", CompletableFuture::new);
        CompletableFuture<Placement> placing = placing();
        station.pass(Promises.LIMIT);
        assertThat(placing).isDone();
        assertThat(Station.reason(placing.join(), "a")).contains("did not say within 5 s");
        station.peers.answers("a", () -> CompletableFuture.completedFuture(a));
        assertThat(eligible(placement(), "a").node()).isEqualTo(a.node());
    }

    @Test
    void aWayToPeersThatBreaksLeavesOutThePeerOnly() {
        station.peers.put(Peers.aged(Peers.ours("a", Peers.idle()), STALE)).answers("a", () -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(Station.reason(placement(), "a")).contains("a bug");
        assertThat(station.chosen(station.placed(Requests.hello())))
                .isEqualTo(station.self.id().value());
    }

    @Test
    void aFullPeerIsLeftOut() {
        Load full = new Load(Optional.of(Peers.IDLE), OptionalDouble.empty(), 9, 9, true);
        station.peers.put(Peers.ours("a", full));
        assertThat(Station.reason(placement(), "a")).isEqualTo("node a is full");
    }

    @Test
    void aPeerThatSaysNothingIsLeftOut() {
        Peer a = Peers.ours("a", Peers.idle());
        Peer silent = new Peer(
                a.node(),
                a.profile(),
                true,
                a.standing(),
                a.trouble(),
                a.life(),
                a.roundTrip(),
                Optional.empty(),
                Duration.ZERO);
        station.peers.put(silent);
        assertThat(Station.reason(placement(), "a")).isEqualTo("node a did not say how busy it is");
    }

    @Test
    void whatWaitsAtAPeerCounts() {
        Load waiting = new Load(Optional.of(Peers.IDLE), OptionalDouble.empty(), 0, 4, false);
        station.peers.put(Peers.ours("a", waiting), Peers.ours("b", Peers.idle()));
        Placement placement = placement();
        double idle = eligible(placement, "b").score().value();
        assertThat(eligible(placement, "a").score().value()).isEqualTo(idle / 2);
    }

    @Test
    void whatThisNodePlacedAtAPeerCountsUntilItCanBeMeasured() {
        station.peers.put(Peers.ours("a", Peers.idle()));
        double idle = eligible(placement(), "a").score().value();
        ExecutionId id = station.placed(Requests.elsewhere(Requests.hello()));
        assertThat(eligible(placement(), "a").score().value()).isEqualTo(idle / 1.25);
        station.reports("a", id, new Started());
        station.pass(Duration.ofMillis(900));
        assertThat(eligible(placement(), "a").score().value()).isEqualTo(idle / 1.25);
        station.pass(Duration.ofMillis(200));
        assertThat(eligible(placement(), "a").score().value()).isEqualTo(idle);
    }

    @Test
    void whatWaitsHereCountsAsWell() {
        double idle = self(placement()).score().value();
        station.placed(Requests.hello());
        assertThat(self(placement()).score().value()).isEqualTo(idle / 1.25);
        station.pass(Duration.ofSeconds(5));
        assertThat(self(placement()).score().value()).isEqualTo(idle / 1.25);
    }

    @Test
    void oneContainerIsEntrustedToAGoNodeWhileThereIsAnotherChoice() {
        station.peers.put(
                Peers.go("go", Peers.goScore(1_000)), Peers.ours("slow", Peers.load(Peers.machine(99, 1, 500))));
        List<ExecutionId> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(station.placed(Requests.elsewhere(Requests.hello())));
        }
        assertThat(ids).extracting(station::chosen).containsExactly("go", "slow");
        assertThat(Station.reason(station.placement(ids.get(1)), "go")).contains("still has executions of this node");
        station.reports("go", ids.get(0), new Finished());
        assertThat(station.chosen(station.placed(Requests.elsewhere(Requests.hello()))))
                .isEqualTo("go");
    }

    @Test
    void aGoNodeIsNotBarredForEverByNotificationsThatWereLost() {
        station.peers.put(
                Peers.go("go", Peers.goScore(1_000)), Peers.ours("slow", Peers.load(Peers.machine(99, 1, 500))));
        for (int i = 0; i < 2; i++) {
            station.placed(Requests.elsewhere(Requests.hello()));
        }
        station.pass(GoSparing.WITHIN.plusSeconds(1));
        assertThat(station.chosen(station.placed(Requests.elsewhere(Requests.hello()))))
                .isEqualTo("go");
    }

    @Test
    void aGoNodeAloneGetsThemAll() {
        station.peers.put(Peers.go("go", Peers.goScore(5)));
        for (int i = 0; i < 5; i++) {
            assertThat(station.chosen(station.placed(Requests.elsewhere(Requests.hello()))))
                    .isEqualTo("go");
        }
    }
}

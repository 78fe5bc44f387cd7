// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.edgeorchestration.api.service.Placement.Omission;
import org.edgeorchestration.api.service.ServiceRequest;
import org.junit.jupiter.api.Test;

/** Whom a decision looks at, in fleets of every size. */
class SurveyTest {
    private static final Duration OLD = Duration.ofSeconds(5);
    private static final Load FULL = new Load(Optional.of(Peers.IDLE), OptionalDouble.empty(), 4, 9, true);
    private static final Load BUSY = new Load(Optional.of(Peers.IDLE), OptionalDouble.empty(), 4, 9, false);
    private static final ServiceRequest HELLO = Requests.elsewhere(Requests.hello());

    private final Station station = Station.withExecutor(Station.containers());

    private void fleet(int nodes, Load load, Duration age) {
        for (int i = 0; i < nodes; i++) {
            station.peers.put(Peers.aged(Peers.ours(name(i), load), age));
        }
    }

    private static String name(int number) {
        return "n" + number;
    }

    private Placement place(ServiceRequest request) {
        return station.manager.place(request).toCompletableFuture().join();
    }

    private static List<String> eligible(Placement placement) {
        return placement.candidates().stream()
                .filter(Eligible.class::isInstance)
                .map(candidate -> candidate.node().id().value())
                .toList();
    }

    private static int omitted(Placement placement) {
        return placement.omitted().stream().mapToInt(Omission::nodes).sum();
    }

    @Test
    void inASmallFleetEverybodyIsAskedAtOnce() {
        fleet(Survey.ALL, Peers.idle(), OLD);
        Placement placement = place(HELLO);
        assertThat(station.peers.asked()).hasSize(Survey.ALL).doesNotHaveDuplicates();
        assertThat(eligible(placement)).hasSize(Survey.ALL);
        assertThat(placement.omitted()).isEmpty();
    }

    @Test
    void ofManyAFewAreAskedAndTheOthersAreCounted() {
        fleet(1_000, Peers.idle(), OLD);
        Placement placement = place(Requests.hello());
        assertThat(station.peers.asked()).hasSize(Survey.CHOICES).doesNotHaveDuplicates();
        assertThat(eligible(placement))
                .hasSize(Survey.CHOICES + 1)
                .contains(station.self.id().value());
        assertThat(placement.omitted())
                .containsExactly(new Omission(996, "were not looked at: of many nodes a few drawn by lot are enough"));
        assertThat(placement.choice().orElseThrow().reason())
                .endsWith("; 996 nodes were not looked at: of many" + " nodes a few drawn by lot are enough");
    }

    @Test
    void nobodyIsAskedWhileThereIsAChoiceInMemory() {
        fleet(1_000, Peers.idle(), OLD);
        for (int i = 0; i < 20; i++) {
            station.peers.put(Peers.ours(name(i), Peers.idle()));
        }
        assertThat(eligible(place(HELLO))).hasSize(Survey.CHOICES);
        assertThat(station.peers.asked()).isEmpty();
    }

    @Test
    void whereThoseHeardLatelyAreBusyOthersAreAskedAndTheIdleOneWins() {
        fleet(1_000, Peers.idle(), OLD);
        for (int i = 0; i < 20; i++) {
            station.peers.put(Peers.ours(name(i), BUSY));
        }
        Placement placement = place(HELLO);
        assertThat(station.peers.asked()).hasSize(Survey.CHOICES);
        assertThat(eligible(placement)).hasSize(2 * Survey.CHOICES);
        assertThat(station.peers.asked())
                .contains(placement.choice().orElseThrow().node());
    }

    @Test
    void whatIsOnItsWayToThoseHeardLatelyCounts() {
        fleet(1_000, Peers.idle(), OLD);
        station.peers.put(Peers.ours("n0", Peers.idle()));
        for (int i = 0; i < 200; i++) {
            station.placed(HELLO);
        }
        Set<NodeId> used = new HashSet<>();
        station.peers.sent().forEach(sent -> used.add(sent.peer()));
        assertThat(used).hasSizeGreaterThan(150);
    }

    @Test
    void theOnlyNodeThatHasTheServiceIsFoundAmongAThousand() {
        fleet(1_000, Peers.idle(), OLD);
        Peer has = Peers.ours("n77", Peers.idle());
        station.peers.put(new Peer(
                Peers.node("n77", Set.of(ExecutionType.CONTAINER), "camera"),
                has.profile(),
                true,
                Standing.READY,
                Optional.empty(),
                has.life(),
                has.roundTrip(),
                has.load(),
                OLD));
        Placement placement =
                place(Requests.elsewhere(Requests.of("camera", Requests.variant(ExecutionType.CONTAINER))));
        assertThat(eligible(placement)).containsExactly("n77");
        assertThat(station.peers.asked()).extracting(NodeId::value).containsExactly("n77");
        assertThat(placement.candidates()).hasSize(1 + Listing.MOST);
        assertThat(placement.candidates().size() + omitted(placement)).isEqualTo(1_001);
    }

    @Test
    void theOnlyNodeThatIsNotFullIsFoundAmongAThousand() {
        fleet(1_000, FULL, OLD);
        station.peers.put(Peers.aged(Peers.ours("n500", Peers.idle()), OLD));
        Placement placement = place(HELLO);
        assertThat(eligible(placement)).containsExactly("n500");
        assertThat(station.peers.asked()).doesNotHaveDuplicates();
        assertThat(placement.candidates().size() + omitted(placement)).isEqualTo(1_001);
    }

    @Test
    void whoRefusesHasANextBestAfterIt() {
        fleet(1_000, FULL, OLD);
        for (int i = 0; i < 50; i++) {
            station.peers.put(Peers.aged(Peers.ours(name(i), Peers.idle()), OLD));
            station.peers.receives(
                    name(i),
                    order -> CompletableFuture.completedStage(
                            station.peers.sent().size() < Survey.CHOICES
                                    ? new Reception.Refused(Refusal.busy("full"))
                                    : new Reception.Accepted()));
        }
        ExecutionId id = station.placed(HELLO);
        assertThat(station.peers.sent()).hasSize(Survey.CHOICES);
        Placement placement = station.placement(id);
        assertThat(Choice.decide(id, placement.decided(), placement.candidates(), placement.omitted()))
                .isEqualTo(placement);
        assertThat(omitted(placement)).isPositive();
    }

    @Test
    void whenAllAreLateSomeAreAskedAndNoneIsWaitedForTwice() {
        for (int i = 0; i < 1_000; i++) {
            station.peers.put(
                    Peers.troubled(Peers.ours(name(i), Peers.idle()), Standing.LATE, "it missed its deadline"));
        }
        Placement placement = place(HELLO);
        assertThat(placement.choice()).isEmpty();
        assertThat(station.peers.asked()).hasSize(64).doesNotHaveDuplicates();
        assertThat(placement.candidates()).hasSize(Listing.MOST).allMatch(Excluded.class::isInstance);
        assertThat(placement.candidates().size() + omitted(placement)).isEqualTo(1_001);
    }

    @Test
    void placementsCountToTheMemoryThatExecutionsMayTake() {
        Station small = Station.withExecutor(
                Station.containers(), new Limits(10_000, 100_000, 10, 1_000, 1_000, 10, Duration.ofHours(1), 10));
        for (int i = 0; i < Survey.ALL; i++) {
            small.peers.put(Peers.ours(name(i), Peers.idle()));
        }
        int placed = 0;
        while (small.request(HELLO) instanceof Outcome.Placed) {
            placed++;
        }
        assertThat(placed).isBetween(15, 25);
    }

    @Test
    void everyNodeHasItsTurn() {
        fleet(50, Peers.idle(), OLD);
        for (int i = 0; i < 1_000; i++) {
            place(HELLO);
        }
        assertThat(new HashSet<>(station.peers.asked())).hasSize(50);
    }

    @Test
    void theBestOfMoreThanAreListedWinsAndIsListed() {
        List<Placement.Candidate> looked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            looked.add(Samples.eligible(name(i), 1 + (i * 37 % 100)));
        }
        Listing listing = Listing.of(
                looked,
                new Shortlist(new Fleet(Samples.node("self", Set.of()), List.of()), Lot.of(new ExecutionId("e"))));
        assertThat(listing.candidates()).hasSize(Listing.MOST);
        assertThat(listing.omitted()).containsExactly(new Omission(89, "scored no higher than those listed"));
        assertThat(Choice.decide(new ExecutionId("e"), Samples.NOW, listing.candidates())
                        .choice()
                        .map(Placement.Choice::node))
                .isEqualTo(Choice.decide(new ExecutionId("e"), Samples.NOW, looked)
                        .choice()
                        .map(Placement.Choice::node));
    }
}

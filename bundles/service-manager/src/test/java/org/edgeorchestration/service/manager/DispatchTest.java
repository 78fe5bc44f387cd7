// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus.Accepted;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Lost;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.ExecutionStatus.Stopped;
import org.edgeorchestration.api.execution.FakeExecutor;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerTransport.Sent;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.ServiceStatus;
import org.junit.jupiter.api.Test;

/** Each way in which an order can fare, and each moment at which the node that has it can die. */
class DispatchTest {
    private static final Reception ACCEPTED = new Reception.Accepted();
    private static final Reception BUSY = new Reception.Refused(Refusal.busy("all hands are full"));
    private static final Reception MALFORMED = new Reception.Refused(Refusal.malformed("--bad is unknown"));
    private static final Reception UNREACHED = new Reception.NotReached("connection refused");
    private static final Reception UNKNOWN = new Reception.Unknown("no answer within 2 s");

    private final Station station = Station.withoutExecutor();
    private final List<String> told = new ArrayList<>();

    DispatchTest() {
        station.follow(status -> told.add(status.status().word()));
        station.peers.put(fast("a", 4_000), fast("b", 3_000), fast("c", 2_000));
    }

    /** Of these the one with the higher frequency is chosen. */
    private static Peer fast(String id, double frequency) {
        return Peers.ours(id, Peers.load(Peers.machine(0, 4, frequency)));
    }

    private void alone(Peer peer) {
        List.of("a", "b", "c").forEach(station.peers::remove);
        station.peers.put(peer);
    }

    /** Receives the first order in the first way, the second one in the second way, and all others in the last way. */
    private void receives(String peer, Reception... receptions) {
        Deque<Reception> script = new ArrayDeque<>(Arrays.asList(receptions));
        station.peers.receives(
                peer,
                order -> CompletableFuture.completedStage(script.size() > 1 ? script.remove() : script.element()));
    }

    private ExecutionId placed() {
        return station.placed(Requests.hello());
    }

    private List<String> sentTo() {
        return station.peers.sent().stream().map(sent -> sent.peer().value()).toList();
    }

    @Test
    void theBestNodeGetsTheOrderAndItsNewsAreTheExecutions() {
        ExecutionId id = station.placed(Requests.calledBack("http://app/notify", Requests.hello()));
        assertThat(station.chosen(id)).isEqualTo("a");
        Sent sent = station.peers.sent().get(0);
        assertThat(sent.peer().value()).isEqualTo("a");
        assertThat(sent.order().id()).isEqualTo(id);
        assertThat(sent.order().command()).containsExactly("docker", "run", "hello-world");
        assertThat(station.status(id)).isEqualTo(new Accepted());
        assertThat(station.reports("a", id, new Started())).isTrue();
        assertThat(station.writes("a", id, "Hello from Docker!")).isTrue();
        assertThat(station.reports("a", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Started", "Finished");
        assertThat(station.manager.output(id).orElseThrow())
                .extracting(OutputLine::text)
                .containsExactly("Hello from Docker!");
        station.pass(Duration.ofSeconds(1));
        assertThat(station.delivery.words(id.value())).containsExactly("Accepted", "Started", "Finished");
    }

    @Test
    void theTargetIsTheFirstIpv4AddressOfTheNodeThatHasIt() throws Exception {
        InetAddress six = InetAddress.getByName("2001:db8::7");
        InetAddress four = InetAddress.getByName("192.0.2.7");
        Peer peer = fast("far", 9_000);
        Node node = new Node(peer.node().id(), "linux", List.of(six, four), Set.of(ExecutionType.CONTAINER), Set.of());
        station.peers.put(new Peer(
                node,
                peer.profile(),
                true,
                peer.standing(),
                peer.trouble(),
                peer.life(),
                peer.roundTrip(),
                peer.load(),
                peer.loadAge()));
        Outcome.Placed placed = (Outcome.Placed) station.request(Requests.hello());
        assertThat(placed.target()).isEqualTo(four);
        assertThat(station.manager.service(placed.id()).map(ServiceStatus::target))
                .contains(four);
    }

    @Test
    void aNodeThatRefusesOrIsNotReachedIsPassedOverAndThePlacementSaysWhy() {
        receives("a", BUSY);
        receives("b", UNREACHED);
        ExecutionId id = placed();
        assertThat(sentTo()).containsExactly("a", "b", "c");
        Placement placement = station.placement(id);
        assertThat(station.chosen(id)).isEqualTo("c");
        assertThat(Station.reason(placement, "a")).isEqualTo("all hands are full");
        assertThat(Station.reason(placement, "b")).isEqualTo("connection refused");
        assertThat(Choice.decide(id, placement.decided(), placement.candidates()))
                .isEqualTo(placement);
        assertThat(told).containsExactly("Accepted");
        assertThat(station.reports("a", id, new Finished())).isFalse();
        assertThat(station.status(id)).isEqualTo(new Accepted());
    }

    @Test
    void aNodeThatWasNotReachedIsTriedAgainWhenNobodyElseIsLeft() {
        receives("a", UNREACHED, new Reception.Accepted());
        receives("b", BUSY);
        receives("c", UNREACHED);
        ExecutionId id = placed();
        assertThat(sentTo()).containsExactly("a", "b", "c", "a");
        assertThat(station.chosen(id)).isEqualTo("a");
        assertThat(Station.reason(station.placement(id), "b")).isEqualTo("all hands are full");
        assertThat(station.reports("a", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void oneThatWasLateIsAskedWhenNobodyElseIsReached() {
        diesWhileAnotherIsLate();
        station.peers.answers("late", () -> CompletableFuture.completedStage(fast("late", 3_000)));

        ExecutionId id = placed();

        assertThat(sentTo()).containsExactly("died", "late");
        assertThat(station.chosen(id)).isEqualTo("late");
        assertThat(Station.reason(station.placement(id), "died")).contains("nobody listens there");
        assertThat(station.reports("late", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void whoHasRefusedIsNotAskedAgainWhenItIsDecidedAnew() {
        receives("a", UNREACHED);
        receives("b", BUSY);
        receives("c", BUSY);
        Outcome.Refused refused = (Outcome.Refused) station.request(Requests.hello());
        assertThat(refused.refusal().reason()).contains("connection refused").contains("all hands are full");
        assertThat(sentTo()).containsExactly("a", "b", "c", "a");
    }

    @Test
    void aStopWhileItIsDecidedAnewKeepsItFromTheNextNode() {
        CompletableFuture<Reception> first = new CompletableFuture<>();
        CompletableFuture<Peer> word = new CompletableFuture<>();
        diesWhileAnotherIsLate();
        station.peers.answers("late", () -> word);
        station.peers.receives("died", order -> first);
        CompletableFuture<Outcome> answer =
                station.manager.request(Requests.hello()).toCompletableFuture();
        station.pass(Dispatch.CALLER_WAITS);
        ExecutionId id = ((Outcome.Placed) answer.join()).id();
        station.peers.put(Peers.troubled(fast("died", 4_000), Peer.Standing.LATE, "nobody listens there"));
        first.complete(UNREACHED);
        assertThat(station.peers.asked()).extracting(NodeId::value).contains("late");

        station.manager.stop(id);
        word.complete(fast("late", 3_000));

        assertThat(sentTo()).containsExactly("died");
        assertThat(station.status(id)).isInstanceOf(Stopped.class);
    }

    /** One that is not there any more is the only choice, as another was late a moment ago. */
    private void diesWhileAnotherIsLate() {
        alone(fast("died", 4_000));
        station.peers.put(Peers.troubled(fast("late", 3_000), Peer.Standing.LATE, "no answer within 100 ms"));
        station.peers.receives("died", order -> {
            station.peers.put(Peers.troubled(fast("died", 4_000), Peer.Standing.LATE, "nobody listens there"));
            return CompletableFuture.completedStage(UNREACHED);
        });
        station.peers.answers("died", () -> CompletableFuture.failedStage(new IOException("nobody listens there")));
    }

    @Test
    void thisNodeIsTheNextBestToo() {
        FakeExecutor containers = Station.containers();
        station.manager.addExecutor(containers);
        receives("a", UNREACHED);
        receives("b", UNREACHED);
        station.peers.remove("c");
        ExecutionId id = placed();
        assertThat(station.chosen(id)).isEqualTo(station.self.id().value());
        assertThat(containers.started()).hasSize(1);
        containers.started().get(0).observer().changed(new Finished());
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void anExecutorHereThatRefusesLeavesItToTheNextBest() {
        station.scores.measured(Peers.machine(0, 4, 9_000));
        station.manager.addExecutor(FakeExecutor.refusing(ExecutionType.CONTAINER, Refusal.busy("full here")));
        assertThat(station.chosen(placed())).isEqualTo("a");
    }

    @Test
    void atMostFourNodesAreTried() {
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            station.peers.put(fast(name, 2_000));
            receives(name, UNREACHED);
        }
        Refusal refusal = station.refused(Requests.hello());
        assertThat(station.peers.sent()).hasSize(4);
        assertThat(refusal.message()).isEqualTo(Decision.NO_DEVICE);
        assertThat(refusal.reason()).contains("connection refused");
        assertThat(station.manager.services()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void whenAllRefuseTheCallerIsToldWhatHelpsMost() {
        receives("a", MALFORMED);
        receives("b", BUSY);
        receives("c", UNREACHED);
        Refusal refusal = station.refused(Requests.keyed("k", Requests.hello()));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BUSY);
        assertThat(refusal.reason()).contains("--bad is unknown", "all hands are full", "connection refused");
        receives("b", MALFORMED);
        assertThat(station.refused(Requests.hello()).kind()).isEqualTo(Refusal.Kind.MALFORMED);
        receives("c", ACCEPTED);
        assertThat(station.chosen(station.placed(Requests.keyed("k", Requests.hello()))))
                .isEqualTo("c");
    }

    @Test
    void aRefusedOrderGivesItsPlaceInTheTableBack() {
        Station small = Station.withExecutor(
                Station.containers(), new Limits(1, 10_000, 5, 1_000, 1_000, 10, Duration.ofHours(1), 10));
        small.peers.put(fast("a", 9_000)).receives("a", BUSY);
        for (int i = 0; i < 5; i++) {
            small.refused(Requests.keyed("k" + i, Requests.of("web", Requests.variant(ExecutionType.NATIVE, "x"))));
        }
        small.placed(Requests.hello());
        assertThat(small.refused(Requests.hello()).kind()).isEqualTo(Refusal.Kind.BUSY);
    }

    @Test
    void newsMayComeBeforeTheAnswerToTheOrder() {
        station.peers.receives("a", order -> {
            station.writes("a", order.id(), "early");
            station.reports("a", order.id(), new Started());
            return CompletableFuture.completedStage(ACCEPTED);
        });
        ExecutionId id = placed();
        assertThat(told).containsExactly("Accepted", "Started");
        assertThat(station.manager.output(id).orElseThrow()).hasSize(1);
    }

    @Test
    void newsOutweighAnAnswerThatContradictsThem() {
        station.peers.receives("a", order -> {
            station.reports("a", order.id(), new Finished());
            return CompletableFuture.completedStage(UNREACHED);
        });
        ExecutionId id = placed();
        assertThat(sentTo()).containsExactly("a");
        assertThat(station.status(id)).isEqualTo(new Finished());
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void theCallerWaitsForTheAnswerAndIsOnRecordMeanwhile() {
        CompletableFuture<Reception> answer = new CompletableFuture<>();
        station.peers.receives("a", order -> answer);
        CompletableFuture<Outcome> outcome =
                station.manager.request(Requests.hello()).toCompletableFuture();
        assertThat(outcome).isNotDone();
        assertThat(told).isEmpty();
        answer.complete(ACCEPTED);
        assertThat(outcome.join()).isInstanceOf(Outcome.Placed.class);
        assertThat(told).containsExactly("Accepted");
    }

    @Test
    void theCallerDoesNotWaitForANodeThatLetsTheOrderWait() {
        CompletableFuture<Reception> answer = new CompletableFuture<>();
        station.peers.receives("a", order -> answer);

        CompletableFuture<Outcome> outcome =
                station.manager.request(Requests.hello()).toCompletableFuture();
        station.pass(Dispatch.CALLER_WAITS.minusMillis(1));
        assertThat(outcome).isNotDone();
        station.pass(Duration.ofMillis(1));

        ExecutionId id = ((Outcome.Placed) outcome.join()).id();
        assertThat(station.chosen(id)).isEqualTo("a");
        assertThat(told).containsExactly("Accepted");
        station.pass(Duration.ofSeconds(1));
        assertThat(station.peers.sent())
                .as("it is not sent twice while it is under way")
                .hasSize(1);

        answer.complete(ACCEPTED);
        station.pass(Duration.ofSeconds(1));
        assertThat(station.peers.sent()).hasSize(1);
        station.reports("a", id, new Finished());
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void aNodeThatRefusesLateLeavesItToTheNextBest() {
        for (Reception no : List.of(BUSY, UNREACHED)) {
            CompletableFuture<Reception> answer = new CompletableFuture<>();
            station.peers.receives("a", order -> answer);
            CompletableFuture<Outcome> outcome =
                    station.manager.request(Requests.hello()).toCompletableFuture();
            station.pass(Dispatch.CALLER_WAITS);
            ExecutionId id = ((Outcome.Placed) outcome.join()).id();

            answer.complete(no);

            assertThat(station.chosen(id)).isEqualTo("b");
            station.reports("b", id, new Finished());
        }
        assertThat(told).containsExactly("Accepted", "Finished", "Accepted", "Finished");
    }

    @Test
    void aNodeThatNeverAnsweredIsAskedAgainOnceThatIsKnown() {
        CompletableFuture<Reception> answer = new CompletableFuture<>();
        station.peers.receives("a", order -> answer.isDone() ? CompletableFuture.completedStage(ACCEPTED) : answer);
        CompletableFuture<Outcome> outcome =
                station.manager.request(Requests.hello()).toCompletableFuture();
        station.pass(Dispatch.CALLER_WAITS);

        answer.complete(UNKNOWN);
        station.pass(Doubts.AGAIN_AFTER);

        assertThat(station.peers.sent())
                .hasSize(2)
                .allMatch(sent -> sent.peer().value().equals("a"));
        station.reports("a", ((Outcome.Placed) outcome.join()).id(), new Finished());
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void repeatedUnderOneKeyItIsOneOrder() {
        ExecutionId first = station.placed(Requests.keyed("k", Requests.hello()));
        assertThat(station.placed(Requests.keyed("k", Requests.hello()))).isEqualTo(first);
        assertThat(station.peers.sent()).hasSize(1);
    }

    @Test
    void anOrderThatMayHaveGotThereIsPlacedAndNobodyElseGetsIt() {
        receives("a", UNKNOWN, UNKNOWN, UNREACHED, ACCEPTED);
        ExecutionId id = placed();
        assertThat(told).containsExactly("Accepted");
        assertThat(station.peers.sent()).hasSize(1);
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(sentTo()).containsExactly("a", "a");
        station.pass(Duration.ofSeconds(30));
        assertThat(sentTo()).containsExactly("a", "a", "a", "a");
        assertThat(station.peers.sent())
                .extracting(Sent::order)
                .containsOnly(station.peers.sent().get(0).order());
        assertThat(station.reports("a", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void newsEndTheDoubt() {
        receives("a", UNKNOWN);
        ExecutionId id = placed();
        station.reports("a", id, new Started());
        station.pass(Duration.ofSeconds(30));
        assertThat(station.peers.sent()).hasSize(1);
        assertThat(station.status(id)).isEqualTo(new Started());
    }

    @Test
    void aNodeThatThenRefusesLeavesItToTheNextBest() {
        receives("a", UNKNOWN, BUSY);
        ExecutionId id = placed();
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(sentTo()).containsExactly("a", "a", "b");
        assertThat(station.chosen(id)).isEqualTo("b");
        assertThat(station.reports("a", id, new Finished())).isFalse();
        assertThat(station.reports("b", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void whenThenNobodyIsLeftItFails() {
        alone(fast("a", 2_000));
        receives("a", UNKNOWN, BUSY);
        ExecutionId id = placed();
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(station.status(id)).isInstanceOf(Failed.class);
        assertThat(station.status(id).reason().orElseThrow()).contains("all hands are full");
        assertThat(told).containsExactly("Accepted", "Failed");
    }

    @Test
    void aNodeThatIsOutOfReachForAWhileGetsWhatWasToldToBePlaced() {
        alone(fast("a", 2_000));
        ExecutionId id = placedLate(UNREACHED, UNREACHED, UNREACHED, UNREACHED, UNREACHED, UNREACHED, ACCEPTED);
        assertThat(told).containsExactly("Accepted");

        station.peers.remove("a"); // taken for gone
        station.pass(Dispatch.SOUGHT_EVERY);
        assertThat(station.peers.sent()).hasSize(4);
        station.peers.put(fast("a", 2_000));
        station.pass(Dispatch.SOUGHT_EVERY.multipliedBy(3));

        assertThat(station.peers.sent()).hasSize(7);
        assertThat(station.reports("a", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void aNodeThatStaysOutOfReachIsGivenUp() {
        alone(fast("a", 2_000));
        ExecutionId id = placedLate(UNREACHED);

        station.pass(Journey.SOUGHT_FOR.minusMillis(1));
        assertThat(station.status(id)).isEqualTo(new Accepted());
        station.pass(Dispatch.SOUGHT_EVERY);

        assertThat(station.status(id)).isInstanceOf(Failed.class);
        assertThat(station.status(id).reason().orElseThrow()).contains("connection refused");
        int sent = station.peers.sent().size();
        station.pass(Duration.ofMinutes(1));
        assertThat(station.peers.sent()).hasSize(sent);
    }

    @Test
    void aNodeThatLetsEachOrderWaitInVainIsGivenUpToo() {
        alone(fast("a", 2_000));
        Deque<CompletableFuture<Reception>> answers = new ArrayDeque<>();
        station.peers.receives("a", order -> {
            answers.add(new CompletableFuture<>());
            return answers.getLast();
        });
        CompletableFuture<Outcome> outcome =
                station.manager.request(Requests.hello()).toCompletableFuture();
        for (int second = 0; second < 40; second++) {
            station.pass(Duration.ofSeconds(1));
            List.copyOf(answers).forEach(answer -> answer.complete(UNREACHED));
        }

        assertThat(station.status(((Outcome.Placed) outcome.join()).id())).isInstanceOf(Failed.class);
        assertThat(told).containsExactly("Accepted", "Failed");
        assertThat(answers).hasSizeLessThan(20);
    }

    @Test
    void aStopEndsTheTriesAtANodeThatIsOutOfReach() {
        alone(fast("a", 2_000));
        ExecutionId id = placedLate(UNREACHED);

        station.manager.stop(id);
        station.pass(Dispatch.SOUGHT_EVERY);

        assertThat(station.status(id)).isInstanceOf(Stopped.class);
    }

    /** An order of which the first answer of "a" comes when the caller has been told already that it is placed. */
    private ExecutionId placedLate(Reception first, Reception... others) {
        CompletableFuture<Reception> answer = new CompletableFuture<>();
        Deque<Reception> script = new ArrayDeque<>(others.length == 0 ? List.of(first) : Arrays.asList(others));
        station.peers.receives(
                "a",
                order -> answer.isDone()
                        ? CompletableFuture.completedStage(script.size() > 1 ? script.remove() : script.element())
                        : answer);
        CompletableFuture<Outcome> outcome =
                station.manager.request(Requests.hello()).toCompletableFuture();
        station.pass(Dispatch.CALLER_WAITS);
        answer.complete(first);
        return ((Outcome.Placed) outcome.join()).id();
    }

    @Test
    void whereThisNodesExecutorThenBreaksItEndsAllTheSame() {
        AtomicBoolean broken = new AtomicBoolean();
        Station station = Station.withoutExecutor();
        station.manager.addExecutor(new ServiceExecutor() {
            @Override
            public ExecutionType type() {
                return ExecutionType.CONTAINER;
            }

            @Override
            public Optional<Refusal> refusal(ExecutionOrder order) {
                if (broken.get()) {
                    throw new IllegalStateException("a bug");
                }
                return Optional.empty();
            }

            @Override
            public Execution start(ExecutionOrder order, ExecutionObserver observer) {
                throw new AssertionError("never started");
            }
        });
        Deque<Reception> answers = new ArrayDeque<>(List.of(UNKNOWN, BUSY));
        station.peers.put(fast("a", 20_000)).receives("a", order -> CompletableFuture.completedStage(answers.remove()));
        ExecutionId id = station.placed(Requests.hello());
        broken.set(true);
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(station.status(id)).isInstanceOf(Failed.class);
        assertThat(station.status(id).reason().orElseThrow()).contains("its log says why");
    }

    @Test
    void aStopDuringTheDoubtReachesTheNodeThatHasIt() {
        receives("a", UNKNOWN, ACCEPTED);
        ExecutionId id = placed();
        station.manager.stop(id);
        assertThat(station.peers.stopped()).isEmpty();
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(station.peers.stopped()).hasSize(1);
    }

    @Test
    void aStopDuringTheDoubtKeepsItFromTheNextNode() {
        receives("a", UNKNOWN, BUSY);
        ExecutionId id = placed();
        station.manager.stop(id);
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(sentTo()).containsExactly("a", "a");
        assertThat(station.status(id)).isInstanceOf(Stopped.class);
    }

    @Test
    void afterTenSecondsOfDoubtItIsLost() {
        receives("a", UNKNOWN);
        ExecutionId id = placed();
        station.pass(Duration.ofMillis(9_900));
        assertThat(station.status(id)).isEqualTo(new Accepted());
        station.pass(Duration.ofMillis(700));
        assertThat(station.status(id)).isInstanceOf(Lost.class);
        assertThat(station.status(id).reason().orElseThrow()).contains("within 10 s", "no answer within 2 s");
        int sent = station.peers.sent().size();
        station.pass(Duration.ofSeconds(30));
        assertThat(station.peers.sent()).hasSize(sent);
        assertThat(station.reports("a", id, new Finished())).isFalse();
        assertThat(told).containsExactly("Accepted", "Lost");
    }

    @Test
    void aNodeThatWasStartedAnewIsNotAskedAgain() {
        receives("a", UNKNOWN);
        ExecutionId id = placed();
        station.peers.put(Peers.reborn(fast("a", 4_000), "another-life"));
        station.pass(Doubts.AGAIN_AFTER);
        assertThat(station.peers.sent()).hasSize(1);
        assertThat(station.status(id)).isInstanceOf(Lost.class);
    }

    @Test
    void aGoNodeIsNeverSentAnOrderTwice() {
        alone(Peers.go("go", Peers.goScore(5)));
        receives("go", UNKNOWN);
        ExecutionId id = placed();
        station.pass(Duration.ofMinutes(2));
        assertThat(station.peers.sent()).hasSize(1);
        assertThat(station.status(id)).isEqualTo(new Accepted());
        assertThat(station.reports("go", id, new Finished())).isTrue();
        assertThat(told).containsExactly("Accepted", "Finished");
    }

    @Test
    void aWayThatBreaksLeavesItUnknown() {
        station.peers.receives("a", order -> {
            throw new IllegalStateException("a bug");
        });
        ExecutionId id = placed();
        assertThat(sentTo()).containsExactly("a");
        station.peers.receives("a", ACCEPTED);
        station.pass(Doubts.AGAIN_AFTER);
        station.reports("a", id, new Finished());
        assertThat(station.status(id)).isEqualTo(new Finished());
    }

    @Test
    void aPeerThatGoesBetweenChoiceAndOrderIsPassedOver() {
        CompletableFuture<Peer> answer = new CompletableFuture<>();
        station.peers.put(Peers.aged(fast("b", 3_000), Duration.ofSeconds(1))).answers("b", () -> answer);
        CompletableFuture<Outcome> outcome =
                station.manager.request(Requests.hello()).toCompletableFuture();
        station.peers.remove("a");
        answer.complete(fast("b", 3_000));
        ExecutionId id = ((Outcome.Placed) outcome.join()).id();
        assertThat(station.chosen(id)).isEqualTo("b");
        assertThat(Station.reason(station.placement(id), "a")).contains("has just gone");
    }

    @Test
    void aStopIsPassedOnToTheNodeThatHasIt() {
        ExecutionId id = placed();
        assertThat(station.manager.stop(id)).isTrue();
        assertThat(station.peers.stopped()).singleElement().satisfies(stopped -> assertThat(stopped.peer())
                .isEqualTo(new NodeId("a")));
    }

    @Test
    void aStopThatDidNotGetThereIsSaidAgain() {
        alone(Peers.ours("a", Peers.idle()));
        ExecutionId id = station.placed(Requests.hello());
        station.peers.stops("a", () -> CompletableFuture.failedStage(new IOException("no answer")));
        station.manager.stop(id);
        station.manager.stop(id);
        assertThat(station.peers.stopped()).hasSize(1);
        station.pass(Doubts.AGAIN_AFTER.multipliedBy(2));
        assertThat(station.peers.stopped()).hasSize(3);
        station.peers.stops("a", () -> CompletableFuture.completedStage(null));
        station.pass(Doubts.GIVEN_UP_AFTER);
        assertThat(station.peers.stopped()).hasSize(4);
        assertThat(station.manager.output(id).orElseThrow()).isEmpty();
    }

    @Test
    void aStopThatNeverGetsThereIsGivenUpAndMayBeAskedForAgain() {
        alone(Peers.ours("a", Peers.idle()));
        ExecutionId id = station.placed(Requests.hello());
        station.peers.stops("a", () -> CompletableFuture.failedStage(new IOException("no answer")));
        station.manager.stop(id);
        station.pass(Duration.ofMinutes(1));
        assertThat(station.manager.output(id).orElseThrow()).singleElement().satisfies(line -> assertThat(line.text())
                .contains("could not be stopped", "no answer"));
        int before = station.peers.stopped().size();
        station.manager.stop(id);
        assertThat(station.peers.stopped()).hasSize(before + 1);
    }

    @Test
    void aWayThatGoesBeforeItAnswersLeavesAnOrderUnknown() {
        alone(Peers.ours("a", Peers.idle()));
        station.peers.receives("a", order -> new CompletableFuture<>());
        CompletableFuture<Outcome> answer =
                station.manager.request(Requests.hello()).toCompletableFuture();
        station.pass(Promises.LIMIT.minusSeconds(1));
        ExecutionId id = ((Outcome.Placed) answer.join()).id();
        station.pass(Duration.ofSeconds(1).plus(Doubts.AGAIN_AFTER));
        assertThat(station.peers.sent()).as("the same order, asked again").hasSize(2);
        station.pass(Duration.ofMinutes(1));
        assertThat(station.status(id)).isInstanceOf(Lost.class);
    }

    @Test
    void whatCannotBeStoppedGoesOnAndItsOutputSaysSo() {
        alone(Peers.go("go", Peers.goScore(5)));
        ExecutionId id = placed();
        assertThat(station.manager.stop(id)).isTrue();
        assertThat(station.status(id)).isEqualTo(new Accepted());
        assertThat(station.manager.output(id).orElseThrow()).singleElement().satisfies(line -> {
            assertThat(line.stream()).isEqualTo(OutputLine.Stream.NODE);
            assertThat(line.text()).contains("could not be stopped");
        });
    }

    @Test
    void aHundredRequestsAtOnceSpreadOverEqualIdleNodes() {
        List.of("a", "b", "c").forEach(name -> station.peers.put(fast(name, 2_000)));
        for (int i = 0; i < 100; i++) {
            placed();
        }
        for (String name : List.of("a", "b", "c")) {
            assertThat(sentTo().stream().filter(name::equals).count()).isBetween(25L, 42L);
        }
    }

    @Test
    void aBurstDoesNotAllGoToTheNodeThatIsALittleBetter() {
        for (int i = 0; i < 60; i++) {
            placed();
        }
        assertThat(sentTo().stream().filter("a"::equals).count()).isBetween(22L, 32L);
        assertThat(sentTo().stream().filter("c"::equals).count()).isBetween(8L, 18L);
    }
}

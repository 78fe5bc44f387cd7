// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.api.peer.FakePeerRequests.Reported;
import org.edgeorchestration.api.peer.Reception;
import org.junit.jupiter.api.Test;

/** Containers at a node that would mix them up. */
class GoTurnsTest {
    private static final NodeId PEER = Neighbourhood.id(1);
    private static final Reception ACCEPTED = new Reception.Accepted();
    private static final Reception DEAF = new Reception.NotReached("nobody answers");

    private final FakePeerRequests requests =
            new FakePeerRequests(new Node(Neighbourhood.id(9), "linux", List.of(), Set.of(), Set.of()));
    private final ManualTime time = new ManualTime();
    private final Map<Runnable, Long> timers = new LinkedHashMap<>();
    private final AtomicBoolean there = new AtomicBoolean(true);
    private final GoTurns turns = new GoTurns(
            requests,
            peer -> there.get(),
            (pause, action) -> timers.put(action, time.nanoTime() + pause.toNanos()),
            time);
    private final List<ExecutionId> sent = new ArrayList<>();

    private static ExecutionId id(int number) {
        return new ExecutionId("e" + number);
    }

    private Reception order(int number) {
        return order(PEER, number, ACCEPTED);
    }

    private Reception order(NodeId peer, int number, Reception answer) {
        requests.knows(id(number));
        return send(peer, number, answer);
    }

    private Reception send(NodeId peer, int number, Reception answer) {
        Supplier<CompletableFuture<Reception>> way = () -> {
            sent.add(id(number));
            return CompletableFuture.completedFuture(answer);
        };
        return turns.send(peer, id(number), way, way).join();
    }

    private void pass(Duration duration) {
        time.advance(duration);
        List<Runnable> due = timers.entrySet().stream()
                .filter(timer -> timer.getValue() - time.nanoTime() <= 0)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(timers::remove);
        due.forEach(Runnable::run);
    }

    /** The statuses that were told of it. */
    private List<ExecutionStatus> told(int number) {
        return requests.reports().stream()
                .filter(reported -> reported.execution().equals(id(number)))
                .map(Reported::report)
                .flatMap(report -> report.status().stream())
                .toList();
    }

    @Test
    void eachWaitsForTheEndOfTheOneBefore() {
        assertThat(List.of(order(1), order(2), order(3))).containsOnly(ACCEPTED);
        assertThat(sent).containsExactly(id(1));

        turns.ended(PEER, id(1));
        assertThat(sent).containsExactly(id(1), id(2));

        turns.ended(PEER, id(2));
        turns.ended(PEER, id(3));
        order(4);
        assertThat(sent).containsExactly(id(1), id(2), id(3), id(4));
    }

    @Test
    void nodesDoNotWaitForEachOther() {
        order(1);
        order(Neighbourhood.id(2), 2, ACCEPTED);
        assertThat(sent).containsExactly(id(1), id(2));
    }

    @Test
    void anotherEndLetsNobodyPass() {
        order(1);
        order(2);
        turns.ended(PEER, id(2));
        turns.ended(PEER, id(7));
        turns.ended(Neighbourhood.id(2), id(1));
        assertThat(sent).containsExactly(id(1));
    }

    @Test
    void oneThatGoesOnForLongLetsOthersPass() {
        order(1);
        pass(GoTurns.LONGEST.dividedBy(2));
        order(2);
        order(3);
        pass(GoTurns.LONGEST.dividedBy(2).minusMillis(1));
        assertThat(sent).containsExactly(id(1));
        pass(Duration.ofMillis(1));
        assertThat(sent).containsExactly(id(1), id(2));
        pass(GoTurns.LONGEST);
        assertThat(sent).containsExactly(id(1), id(2), id(3));
        pass(GoTurns.LONGEST);
        order(4);
        assertThat(sent).last().isEqualTo(id(4));
    }

    @Test
    void whoeverIsNotTakenAtOnceGivesUpItsTurnAndTellsTheCaller() {
        assertThat(order(PEER, 1, DEAF)).isEqualTo(DEAF);
        order(2);
        assertThat(sent).containsExactly(id(1), id(2));
        assertThat(told(1)).isEmpty();
    }

    @Test
    void whoeverHasWaitedAndIsNotTakenHasFailed() {
        order(1);
        order(PEER, 2, DEAF);
        order(PEER, 3, new Reception.Refused(Refusal.busy("full")));
        order(4);

        turns.ended(PEER, id(1));

        assertThat(sent).containsExactly(id(1), id(2), id(3), id(4));
        assertThat(told(2)).singleElement().asString().contains("nobody answers");
        assertThat(told(3)).singleElement().asString().contains("full");
        assertThat(told(4)).isEmpty();
    }

    @Test
    void whoeverMayHaveArrivedKeepsItsTurn() {
        order(PEER, 1, new Reception.Unknown("no answer"));
        order(2);
        assertThat(sent).containsExactly(id(1));
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotSent() {
        order(1);
        assertThat(send(PEER, 2, ACCEPTED)).isEqualTo(ACCEPTED);
        order(3);

        turns.ended(PEER, id(1));

        assertThat(sent).containsExactly(id(1), id(3));
    }

    @Test
    void whatStillWaitsCanBeTakenBack() {
        order(1);
        order(2);
        order(3);

        assertThat(turns.withdrawn(id(2))).isTrue();
        assertThat(turns.withdrawn(id(2))).isFalse();
        assertThat(turns.withdrawn(id(1))).isFalse();

        turns.ended(PEER, id(1));
        assertThat(sent).containsExactly(id(1), id(3));
        assertThat(told(2)).singleElement().isInstanceOf(ExecutionStatus.Stopped.class);
    }

    @Test
    void nobodysTurnComesWhileTheNodeIsAway() {
        order(1);
        order(2);
        order(3);
        there.set(false);
        turns.ended(PEER, id(1));
        for (int look = 0; look < 100; look++) {
            pass(GoTurns.AWAITED_EVERY);
        }
        assertThat(sent).containsExactly(id(1));
        assertThat(timers).hasSize(1);
        assertThat(turns.withdrawn(id(2))).isTrue();

        there.set(true);
        pass(GoTurns.AWAITED_EVERY);
        assertThat(sent).containsExactly(id(1), id(3));
        assertThat(told(3)).isEmpty();
    }

    @Test
    void aNodeIsAwaitedOnlyWhileSomebodyIsWanted() {
        order(1);
        send(PEER, 2, ACCEPTED);
        there.set(false);
        turns.ended(PEER, id(1));
        assertThat(timers).isNotEmpty();
        pass(GoTurns.LONGEST);
        assertThat(timers).isEmpty();

        there.set(true);
        order(3);
        assertThat(sent).containsExactly(id(1), id(3));
    }

    @Test
    void whoeverComesWhileTheNodeIsAwaitedWaitsBehindTheOthers() {
        order(1);
        order(2);
        there.set(false);
        turns.ended(PEER, id(1));
        order(3);
        there.set(true);
        pass(GoTurns.AWAITED_EVERY);
        assertThat(sent).containsExactly(id(1), id(2));
        turns.ended(PEER, id(2));
        assertThat(sent).containsExactly(id(1), id(2), id(3));
    }

    @Test
    void onlySoManyWait() {
        for (int number = 0; number <= GoTurns.MOST; number++) {
            assertThat(order(number)).isEqualTo(ACCEPTED);
        }
        assertThat(order(GoTurns.MOST + 1)).isInstanceOfSatisfying(Reception.Refused.class, refused -> assertThat(
                        refused.refusal().kind())
                .isEqualTo(Refusal.Kind.BUSY));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeorchestration.api.node.ExecutionType.CONTAINER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.FakeExecutor;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostingTest {
    private static final Reception ACCEPTED = new Reception.Accepted();

    /** Takes as many orders as it has hands, and refuses more as busy. */
    private static final class Hands implements ServiceExecutor {
        private final List<FakeExecutor.Started> started = new ArrayList<>();
        private int free;

        Hands(int free) {
            this.free = free;
        }

        @Override
        public ExecutionType type() {
            return CONTAINER;
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            return free > 0 ? Optional.empty() : Optional.of(Refusal.busy("all hands are full"));
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            free--;
            started.add(new FakeExecutor.Started(order, observer));
            return () -> {};
        }
    }

    /** Ends everything at once. */
    private record Ends(AtomicInteger started) implements ServiceExecutor {
        @Override
        public ExecutionType type() {
            return CONTAINER;
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            return Optional.empty();
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            started.incrementAndGet();
            observer.changed(new Finished());
            return () -> {};
        }
    }

    /** Hangs on one order until the test lets it go on, as on a disk that does not answer. */
    private static final class Hangs implements ServiceExecutor {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CompletableFuture<Void> gate = new CompletableFuture<>();
        private final List<ExecutionId> started = new CopyOnWriteArrayList<>();
        private final boolean early;

        /** @param early whether it hangs before it has said whether it takes the order, or after */
        Hangs(boolean early) {
            this.early = early;
        }

        private void hang(ExecutionOrder order) {
            if (order.id().value().equals("slow")) {
                reached.countDown();
                gate.join();
            }
        }

        @Override
        public ExecutionType type() {
            return CONTAINER;
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            if (early) {
                hang(order);
            }
            return Optional.empty();
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            started.add(order.id());
            if (!early) {
                hang(order);
            }
            return () -> {};
        }
    }

    private final FakeExecutor containers = Station.containers();
    private final Station station = Station.withExecutor(containers);

    private Reception host(String id, Origin origin) {
        return station.manager.host(Samples.order(id), origin);
    }

    /** As a node does: whoever is left in doubt asks again, however busy this machine is. */
    private Reception hostInDoubtAgain(String id, Origin origin) {
        while (true) {
            try {
                return host(id, origin);
            } catch (IllegalStateException inDoubt) {
                assertThat(inDoubt).hasMessageContaining("still looks at the order");
            }
        }
    }

    private static ExecutionId id(String id) {
        return new ExecutionId(id);
    }

    @Test
    void runsAnOrderOfAnotherNodeAndReportsToItsReplyAddress() {
        StatusDelivery peers = new FakeDelivery() {
            @Override
            public Set<String> schemes() {
                return Set.of("edge-peer");
            }
        };
        station.manager.addStatusDelivery(peers);
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(containers.started()).hasSize(1);
        containers.started().get(0).observer().changed(new Started());
        containers.started().get(0).observer().changed(new Finished());
        station.pass(Duration.ofSeconds(1));
        assertThat(((FakeDelivery) peers).words("e"))
                .as("that it was accepted is what the answer said")
                .containsExactly("Started", "Finished");
        assertThat(station.status(id("e"))).isEqualTo(new Finished());
    }

    @Test
    void itsPlacementSaysWhoAsked() {
        host("e", Station.ours("a"));
        assertThat(station.placement(id("e")).choice().orElseThrow().reason())
                .isEqualTo("asked by node a at 127.0.0.1");
        assertThat(station.chosen(id("e"))).isEqualTo(station.self.id().value());
        host("g", Station.go());
        assertThat(station.placement(id("g")).choice().orElseThrow().reason())
                .isEqualTo("asked by the node at 127.0.0.1");
    }

    @Test
    void anOrderThatComesAgainGetsTheSameAnswerAndRunsOnce() {
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        containers.started().get(0).observer().changed(new Finished());
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(containers.started()).hasSize(1);
    }

    @Test
    void itIsNotRunAgainAfterItsRecordIsForgotten() {
        Station small =
                Station.withExecutor(containers, new Limits(10, 100_000, 1, 1_000, 1_000, 10, Duration.ofHours(1), 10));
        for (String name : List.of("e", "f", "g")) {
            small.manager.host(Samples.order(name), Station.ours("a"));
            containers.started().get(containers.started().size() - 1).observer().changed(new Finished());
        }
        assertThat(small.manager.service(id("e"))).isEmpty();
        assertThat(small.manager.host(Samples.order("e"), Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(containers.started()).hasSize(3);
    }

    @Test
    void howeverManyOrdersComeBetweenItIsNotRunAgain() {
        AtomicInteger started = new AtomicInteger();
        station.manager.removeExecutor(containers);
        station.manager.addExecutor(new Ends(started));
        host("e", Station.ours("a"));
        int others = 0;
        while (others < 100_000 && host("other-" + others, Station.ours("b")).equals(ACCEPTED)) {
            others++;
        }
        assertThat(others).isEqualTo(GivenAnswers.MOST - 1);
        assertThat(station.manager.service(id("e"))).isEmpty();
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(started).hasValue(GivenAnswers.MOST);
        assertThat(host("g", Station.go())).isEqualTo(ACCEPTED);
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(started).hasValue(GivenAnswers.MOST + 1);
        station.pass(GivenAnswers.AT_LEAST);
        assertThat(host("one-more", Station.ours("b"))).isEqualTo(ACCEPTED);
    }

    @Test
    void itIsAcceptedAgainAfterItsAnswerIsForgottenAsLongAsItIsOnRecord() {
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        station.pass(GivenAnswers.AT_LEAST);
        for (int i = 0; i < GivenAnswers.MOST / 2; i++) {
            host("other-" + i, Station.ours("b"));
            containers.started().get(containers.started().size() - 1).observer().changed(new Finished());
        }
        assertThat(host("e", Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(host("e", Station.ours("b"))).isInstanceOf(Reception.Refused.class);
        assertThat(containers.started())
                .extracting(started -> started.order().id())
                .containsOnlyOnce(id("e"));
    }

    @Test
    void aRefusedOrderThatComesAgainIsRefusedAgain() {
        Hands hands = new Hands(0);
        Station busy = Station.withoutExecutor();
        busy.manager.addExecutor(hands);
        Reception first = busy.manager.host(Samples.order("e"), Station.ours("a"));
        assertThat(first).isEqualTo(new Reception.Refused(Refusal.busy("all hands are full")));
        hands.free = 1;
        assertThat(busy.manager.host(Samples.order("e"), Station.ours("a"))).isEqualTo(first);
        assertThat(hands.started).isEmpty();
    }

    @Test
    void aBusyOrderMayComeAgainOnBehalfOfANodeThatHearsNoRefusal() {
        Hands hands = new Hands(0);
        Station busy = Station.withoutExecutor();
        busy.manager.addExecutor(hands);
        Origin deaf = Station.go();
        Origin hearing = new Origin(deaf.node(), deaf.address(), deaf.replyTo(), true);
        assertThat(busy.manager.host(Samples.order("e"), hearing)).isInstanceOf(Reception.Refused.class);
        assertThat(busy.manager.host(Samples.order("e"), deaf)).isEqualTo(ACCEPTED);
        assertThat(busy.manager.host(Samples.order("e"), deaf)).isEqualTo(ACCEPTED);
        assertThat(busy.manager.load().waiting()).isEqualTo(1);
        hands.free = 2;
        busy.pass(WaitingLine.AGAIN_AFTER);
        assertThat(hands.started).hasSize(1);
    }

    @Test
    void theIdOfAnotherNodesExecutionIsRefused() {
        host("e", Station.ours("a"));
        assertThat(host("e", Station.ours("b"))).isInstanceOf(Reception.Refused.class);
        assertThat(containers.started()).hasSize(1);
        ExecutionId own = station.placed(Requests.hello());
        assertThat(host(own.value(), Station.ours("b"))).isInstanceOf(Reception.Refused.class);
        assertThat(containers.started()).hasSize(2);
    }

    @Test
    @Timeout(60)
    void fiftyOfTheSameAtOnceAreOne() throws Exception {
        Set<Reception> answers = new HashSet<>();
        try (RealThreads threads = new RealThreads()) {
            ExecutorService pool = threads.pool("peers", 8, 50);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Reception>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(pool.submit(() -> {
                    go.await();
                    return hostInDoubtAgain("e", Station.ours("a"));
                }));
            }
            go.countDown();
            for (Future<Reception> one : all) {
                answers.add(one.get());
            }
        }
        assertThat(answers).containsExactly(ACCEPTED);
        assertThat(containers.started()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anExecutorThatHangsForOneOrderKeepsNoOtherFromBeingHosted(boolean early) throws Exception {
        Hangs hangs = new Hangs(early);
        Station node = Station.withoutExecutor();
        node.manager.addExecutor(hangs);
        try (RealThreads threads = new RealThreads()) {
            Future<Reception> slow = threads.pool("peers", 1, 1)
                    .submit(() -> node.manager.host(Samples.order("slow"), Station.ours("a")));
            hangs.reached.await();
            assertThat(node.manager.host(Samples.order("quick"), Station.ours("a")))
                    .isEqualTo(ACCEPTED);
            assertThat(node.manager.load().full()).isFalse();
            if (!early) {
                assertThat(node.manager.host(Samples.order("slow"), Station.ours("a")))
                        .as("it will not be refused any more")
                        .isEqualTo(ACCEPTED);
            }
            hangs.gate.complete(null);
            assertThat(slow.get()).isEqualTo(ACCEPTED);
        }
        assertThat(node.manager.host(Samples.order("slow"), Station.ours("a"))).isEqualTo(ACCEPTED);
        assertThat(hangs.started).extracting(ExecutionId::value).containsExactlyInAnyOrder("quick", "slow");
    }

    @Test
    void refusesWhatThisNodeCannotRun() {
        Station bare = Station.withoutExecutor();
        assertThat(bare.manager.host(Samples.order("e"), Station.ours("a"))).isInstanceOf(Reception.Refused.class);
        assertThat(bare.manager.services()).isEmpty();
    }

    @Test
    void anOrderOfANodeThatHearsNoRefusalIsAcceptedAndFailsWithTheReason() {
        Station picky = Station.withExecutor(FakeExecutor.refusing(CONTAINER, Refusal.malformed("--bad is unknown")));
        List<String> told = new ArrayList<>();
        picky.follow(status -> told.add(status.status().word()));
        assertThat(picky.manager.host(Samples.order("e"), Station.go())).isEqualTo(ACCEPTED);
        assertThat(told).containsExactly("Accepted", "Failed");
        assertThat(picky.status(id("e")).reason()).contains("--bad is unknown");
    }

    @Test
    void itWaitsForItsTurnWhileThisNodeIsBusy() {
        Hands hands = new Hands(1);
        Station busy = Station.withoutExecutor();
        busy.manager.addExecutor(hands);
        for (String name : List.of("e", "f", "g")) {
            assertThat(busy.manager.host(Samples.order(name), Station.go())).isEqualTo(ACCEPTED);
        }
        assertThat(hands.started).hasSize(1);
        assertThat(busy.manager.load().waiting()).isEqualTo(3);
        busy.pass(Duration.ofMinutes(1));
        assertThat(hands.started).hasSize(1);
        hands.free = 1;
        busy.pass(WaitingLine.AGAIN_AFTER);
        assertThat(hands.started)
                .extracting(started -> started.order().id().value())
                .containsExactly("e", "f");
        hands.free = 1;
        busy.pass(WaitingLine.AGAIN_AFTER);
        assertThat(hands.started).hasSize(3);
        assertThat(busy.manager.host(Samples.order("f"), Station.go())).isEqualTo(ACCEPTED);
        assertThat(hands.started).hasSize(3);
    }

    @Test
    void afterTenMinutesInTheLineItFails() {
        Hands hands = new Hands(0);
        Station busy = Station.withoutExecutor();
        busy.manager.addExecutor(hands);
        busy.manager.host(Samples.order("e"), Station.go());
        busy.pass(WaitingLine.PATIENCE.minusSeconds(1));
        assertThat(busy.manager.service(id("e"))).isEmpty();
        busy.pass(Duration.ofSeconds(2));
        assertThat(busy.status(id("e"))).isInstanceOf(Failed.class);
        hands.free = 1;
        busy.pass(Duration.ofMinutes(1));
        assertThat(hands.started).isEmpty();
    }

    @Test
    void whenTheLineIsFullItFailsAtOnce() {
        Station busy = Station.withoutExecutor();
        busy.manager.addExecutor(new Hands(0));
        for (int i = 0; i < WaitingLine.LENGTH; i++) {
            busy.manager.host(Samples.order("e" + i), Station.go());
        }
        assertThat(busy.manager.services()).isEmpty();
        assertThat(busy.manager.host(Samples.order("more"), Station.go())).isEqualTo(ACCEPTED);
        assertThat(busy.manager.services()).singleElement().satisfies(status -> {
            assertThat(status.id()).isEqualTo(id("more"));
            assertThat(status.status()).isInstanceOf(Failed.class);
        });
    }

    @Test
    void theLineIsFullOfAFewLongOrdersToo() {
        Station busy = Station.withoutExecutor();
        busy.manager.addExecutor(new Hands(0));
        int fit = (int) (WaitingLine.WEIGHT / 60_000);
        for (int i = 0; i <= fit; i++) {
            ExecutionOrder order =
                    new ExecutionOrder(id("e" + i), "x", CONTAINER, List.of("x".repeat(60_000)), Optional.empty());
            busy.manager.host(order, Station.go());
        }
        assertThat(busy.manager.load().waiting()).isEqualTo(fit);
        assertThat(busy.manager.services()).hasSize(1);
        busy.pass(WaitingLine.PATIENCE.plusSeconds(1));
        assertThat(busy.manager.load().waiting()).isZero();
        busy.manager.host(Samples.order("later"), Station.go());
        assertThat(busy.manager.load().waiting()).isEqualTo(1);
    }

    @Test
    void evenWithAFullTableItsFailureIsTold() {
        Station small = Station.withExecutor(
                FakeExecutor.refusing(ExecutionType.NATIVE, Refusal.malformed("no")),
                new Limits(1, 100_000, 1, 1_000, 1_000, 10, Duration.ofHours(1), 10));
        small.manager.addExecutor(containers);
        small.placed(Requests.hello());
        List<ServiceStatus> told = new ArrayList<>();
        small.follow(told::add);
        ExecutionOrder order = new ExecutionOrder(id("e"), "x", ExecutionType.NATIVE, List.of("x"), Optional.empty());
        assertThat(small.manager.host(order, Station.go())).isEqualTo(ACCEPTED);
        assertThat(told).extracting(status -> status.status().word()).containsExactly("Accepted", "Failed");
        assertThat(small.manager.services()).hasSize(1);
        assertThat(small.manager.load().full()).isTrue();
    }

    @Test
    void onlyItsOriginMayStopIt() {
        host("e", Station.ours("a"));
        assertThat(station.manager.stop(new NodeId("b"), id("e"))).isFalse();
        assertThat(containers.stopped()).isEmpty();
        assertThat(station.manager.stop(new NodeId("a"), id("e"))).isTrue();
        assertThat(containers.stopped()).containsExactly(id("e"));
        ExecutionId own = station.placed(Requests.hello());
        assertThat(station.manager.stop(new NodeId("a"), own)).isFalse();
    }

    @Test
    void saysHowBusyItIs() {
        assertThat(station.manager.load()).isEqualTo(Peers.idle());
        host("e", Station.ours("a"));
        host("f", Station.ours("a"));
        containers.started().get(0).observer().changed(new Started());
        Load load = station.manager.load();
        assertThat(load.running()).isEqualTo(1);
        assertThat(load.waiting()).isEqualTo(1);
        assertThat(load.full()).isFalse();
        containers.started().forEach(started -> started.observer().changed(new Finished()));
        assertThat(station.manager.load()).isEqualTo(Peers.idle());
    }

    @Test
    void whatRunsElsewhereIsNoLoadHere() {
        Station asking = Station.withoutExecutor();
        asking.peers.put(Peers.ours("a", Peers.idle()));
        ExecutionId remote = asking.placed(Requests.hello());
        asking.reports("a", remote, new Started());
        assertThat(asking.manager.load().running()).isZero();
    }

    @Test
    void isFullWhenItsTableIs() {
        Station small =
                Station.withExecutor(containers, new Limits(1, 100_000, 1, 1_000, 1_000, 10, Duration.ofHours(1), 10));
        assertThat(small.manager.load().full()).isFalse();
        small.manager.host(Samples.order("e"), Station.ours("a"));
        assertThat(small.manager.load().full()).isTrue();
        assertThat(small.manager.host(Samples.order("f"), Station.ours("a")))
                .isEqualTo(new Reception.Refused(Register.FULL));
    }

    @Test
    void describesItselfAndItsLife() {
        assertThat(station.manager.self().executionTypes()).containsExactly(CONTAINER);
        assertThat(station.manager.life()).matches("[a-z0-9-]{1,64}");
        assertThat(Station.withoutExecutor().manager.life()).isNotEqualTo(station.manager.life());
    }

    @Test
    void aBugInAnExecutorIsAnAnswerToo() {
        Station broken = Station.withoutExecutor();
        broken.manager.addExecutor(new ServiceExecutor() {
            @Override
            public ExecutionType type() {
                return CONTAINER;
            }

            @Override
            public Optional<Refusal> refusal(ExecutionOrder order) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public Execution start(ExecutionOrder order, ExecutionObserver observer) {
                throw new AssertionError("never started");
            }
        });
        assertThat(broken.manager.host(Samples.order("e"), Station.ours("a"))).isInstanceOf(Reception.Refused.class);
    }

    @Test
    void knowsNothingOfReportsOfStrangers() {
        Station asking = Station.withoutExecutor();
        asking.peers.put(Peers.ours("a", Peers.idle()));
        ExecutionId id = asking.placed(Requests.hello());
        assertThat(asking.reports("b", id, new Finished())).isFalse();
        assertThat(asking.reports("a", id("unknown"), new Finished())).isFalse();
        assertThat(asking.reports("a", id, new Finished())).isTrue();
        assertThat(asking.reports("a", id, new Finished())).isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerRequests.Reported;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.wire.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdersTest {
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final NodeId PEER = Neighbourhood.id(1);

    private final Neighbourhood around = new Neighbourhood(true);

    @AfterEach
    void close() {
        around.close();
    }

    private static ExecutionOrder order(String... words) {
        return new ExecutionOrder(
                ExecutionId.random(), "hello", ExecutionType.CONTAINER, List.of(words), Optional.of("curl"));
    }

    private TestNode known(TestNode.Words words, Dialect dialect) {
        TestNode node = around.node(1, words);
        around.discovery.claim(Neighbourhood.sighting(1, dialect));
        around.await(1, Standing.READY);
        return node;
    }

    private Reception execute(ExecutionOrder order) {
        return Await.of(around.transport().execute(PEER, order));
    }

    @Test
    void oneOfOursTakesAnOrderAndSaysHowBusyItIs() {
        OurWords words = around.ours(1);
        known(words, Dialect.DUAL);
        ExecutionOrder order = order("docker", "run", "hello-world");

        assertThat(execute(order)).isEqualTo(new Reception.Accepted());

        assertThat(words.orders()).containsEntry(order.id(), order);
        assertThat(around.transport().peer(PEER).flatMap(Peer::load).map(Load::running))
                .hasValue(1);
    }

    @Test
    void oneOfOursRefusesAndSaysWhy() {
        Refusal busy = Refusal.busy("all hands are full");
        known(around.ours(1).refuses(busy), Dialect.DUAL);

        assertThat(execute(order("docker", "run", "hello-world"))).isEqualTo(new Reception.Refused(busy));
    }

    @Test
    void anOrderSaysWhatItSaidWhenThePeerHasBegunAnew() {
        TestNode node = known(around.ours(1), Dialect.DUAL);
        OurWords reborn = around.ours(1);
        node.says(reborn);
        ExecutionOrder order = order("docker", "run", "hello-world");

        assertThat(execute(order)).isEqualTo(new Reception.Accepted());
        assertThat(reborn.orders()).containsKey(order.id());
    }

    @Test
    void anOrderToAPeerThatHasEndedDidNotGetThere() {
        known(new GoWords(Profile.P1, Neighbourhood.KEY), Dialect.POSITIONAL).close();

        assertThat(execute(order("docker", "run", "hello-world"))).isInstanceOf(Reception.NotReached.class);
    }

    @Test
    void whatAGoNodeHadIsLostThoughItIsBackBeforeItIsAskedAgain() {
        TestNode node = known(new GoWords(Profile.P5, Neighbourhood.KEY, Encoding.PLAIN), Dialect.KEYED);
        ExecutionOrder order = order("docker", "run", "hello-world");
        around.requests.knows(order.id());
        assertThat(execute(order)).isEqualTo(new Reception.Accepted());

        // more often than once only where this machine is too busy to see it; too short for two questions that are
        // refused
        for (int restart = 0; around.requests.reports().isEmpty() && restart < 50; restart++) {
            around.await(1, Standing.READY);
            Await.sleep(Duration.ofMillis(500));
            node.close();
            Await.sleep(Duration.ofMillis(70));
            node = around.node(1, new GoWords(Profile.P5, Neighbourhood.KEY, Encoding.PLAIN));
            Await.sleep(Duration.ofMillis(500));
        }

        assertThat(around.requests.reports()).singleElement().satisfies(end -> {
            assertThat(end.execution()).isEqualTo(order.id());
            assertThat(end.report().status().orElseThrow()).isInstanceOf(ExecutionStatus.Lost.class);
        });
    }

    @Test
    void anOrderOnAConnectionThatWasJustClosedIsNeverTakenForAccepted() {
        // it cannot be told whether the other side read it before it ended
        known(around.ours(1), Dialect.DUAL).close();

        assertThat(execute(order("docker", "run", "hello-world")))
                .isInstanceOfAny(Reception.NotReached.class, Reception.Unknown.class);
    }

    @Test
    void anOrderWithoutAnAnswerMayHaveGotThereAndOthersDoNotWaitForThePeer() {
        TestNode node = known(around.ours(1), Dialect.DUAL);
        node.silent(true);

        var reception = around.transport().execute(PEER, order("docker", "run", "hello-world"));

        around.await(1, Standing.LATE);
        assertThat(Await.of(reception)).isInstanceOf(Reception.Unknown.class);
    }

    @Test
    void anOrderWhoseConnectionBreaksMayHaveGotThere() {
        OurWords words = around.ours(1);
        TestNode node = known(words, Dialect.DUAL);
        node.says(call -> call.path().equals(Routes.SERVICES) ? Optional.empty() : words.answer(call));

        assertThat(execute(order("docker", "run", "hello-world"))).isInstanceOf(Reception.Unknown.class);
        // said twice, since saying it twice is harmless there
        assertThat(node.heard("POST " + Routes.SERVICES)).isEqualTo(2);
    }

    @Test
    void anOrderIsNotSaidAgainToTheNextLifeOfAPeerThatDiedOverIt() {
        OurWords words = around.ours(1);
        TestNode node = known(words, Dialect.DUAL);
        OurWords reborn = around.ours(1);
        AtomicBoolean dead = new AtomicBoolean();
        node.says(call -> {
            boolean dies = call.path().equals(Routes.SERVICES) && dead.compareAndSet(false, true);
            return dies ? Optional.empty() : (dead.get() ? reborn : words).answer(call);
        });

        assertThat(execute(order("docker", "run", "hello-world"))).isInstanceOf(Reception.Unknown.class);
        assertThat(reborn.orders()).isEmpty();
    }

    @Test
    void nobodyKnownGetsNothing() {
        assertThat(execute(order("docker", "run", "hello-world"))).isInstanceOf(Reception.NotReached.class);
        assertThat(Await.failureOf(around.transport().ask(PEER))).isInstanceOf(IOException.class);
        assertThat(Await.failureOf(around.transport().stop(PEER, ExecutionId.random())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void oneOfOursStopsWhatItRuns() {
        OurWords words = around.ours(1);
        known(words, Dialect.DUAL);
        ExecutionOrder order = order("docker", "run", "hello-world");
        execute(order);

        Await.of(around.transport().stop(PEER, order.id()));

        assertThat(words.stopped()).containsExactly(order.id());
        assertThat(Await.failureOf(around.transport().stop(PEER, ExecutionId.random())))
                .hasMessageContaining("does not know");
    }

    @ParameterizedTest
    @CsvSource({"P0,POSITIONAL", "P1,POSITIONAL", "P2,POSITIONAL", "P5,KEYED"})
    void aGoNodeGetsAnOrderInItsOwnForm(Profile profile, Dialect dialect) {
        GoWords words = new GoWords(profile, Neighbourhood.KEY);
        known(words, dialect);

        assertThat(execute(order("docker", "run", "--rm", "-e", "A=b", "hello-world")))
                .isEqualTo(new Reception.Accepted());

        ObjectNode order = words.orders().get(0);
        List<String> args = new ArrayList<>();
        order.get("UserArgs").forEach(arg -> args.add(arg.textValue()));
        if (profile == Profile.P0) {
            assertThat(args).containsExactly("docker", "run", "-e", "A=b", "hello-world");
            assertThat(order.has("Requester")).isFalse();
        } else {
            assertThat(args).containsExactly("docker", "run", "-e", "A=b", "hello-world", "container");
            assertThat(order.get("Requester").textValue()).isEqualTo("curl");
        }
        assertThat(order.get("ServiceName").textValue()).isEqualTo("hello");
        assertThat(order.get("ServiceID").isIntegralNumber()).isTrue();
        assertThat(order.get("NotificationTargetURL").isTextual()).isTrue();
    }

    /** In a time that stands still: over sockets a probe may be late meanwhile, which is not the order's doing. */
    @Test
    void aGoNodeIsNotSentWhatWouldEndIt() {
        GoWords words = new GoWords(Profile.P0, Neighbourhood.KEY);
        try (ManualNeighbourhood manual = new ManualNeighbourhood(true)) {
            manual.node(1, words);
            manual.discovery.claim(Neighbourhood.sighting(1, Dialect.POSITIONAL));
            manual.await(1, Standing.READY);

            assertThat(manual.transport().execute(PEER, order("docker", "run")))
                    .isCompletedWithValueMatching(Reception.NotReached.class::isInstance);

            assertThat(words.orders()).isEmpty();
            assertThat(manual.transport().peer(PEER).map(Peer::standing)).hasValue(Standing.READY);
        }
    }

    @ParameterizedTest
    @CsvSource({"400,Refused", "503,NotReached", "500,Unknown"})
    void aGoNodesStatusTellsWhatBecameOfTheOrder(int status, String reception) {
        GoWords words = new GoWords(Profile.P5, Neighbourhood.KEY);
        words.orderStatus = status;
        known(words, Dialect.KEYED);

        assertThat(execute(order("docker", "run", "hello-world")).getClass().getSimpleName())
                .isEqualTo(reception);
    }

    @Test
    void aGoNodeIsToldAnOrderOnceEvenWhenItDoesNotAnswer() {
        GoWords words = new GoWords(Profile.P5, Neighbourhood.KEY);
        TestNode node = known(words, Dialect.KEYED);
        node.says(call -> call.path().equals(Routes.SERVICES) ? Optional.empty() : words.answer(call));

        assertThat(execute(order("docker", "run", "hello-world"))).isInstanceOf(Reception.Unknown.class);
        assertThat(node.heard("POST " + Routes.SERVICES)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Finished,Finished", "Failed,Failed", "'',Failed", "Vanished,Failed"})
    void whatAGoNodeTellsIsReportedOnce(String word, String status) {
        GoWords words = new GoWords(Profile.P1, Neighbourhood.KEY);
        known(words, Dialect.POSITIONAL);
        ExecutionOrder order = order("docker", "run", "hello-world");
        around.requests.knows(order.id());
        execute(order);
        long number = words.orders().get(0).get("ServiceID").longValue();
        var told = around.client.goNotifications();

        assertThat(told.notified(Neighbourhood.address(1), Encoding.PLAIN, number, word))
                .isFalse();
        assertThat(told.notified(Neighbourhood.address(1), Encoding.SEALED, number + 1, word))
                .isFalse();
        assertThat(told.notified(Neighbourhood.address(1), Encoding.SEALED, number, word))
                .isTrue();
        assertThat(told.notified(Neighbourhood.address(1), Encoding.SEALED, number, word))
                .isFalse();

        assertThat(around.requests.reports()).hasSize(1);
        Reported reported = around.requests.reports().get(0);
        assertThat(reported.from()).isEqualTo(PEER);
        assertThat(reported.execution()).isEqualTo(order.id());
        assertThat(reported.report().status().map(ExecutionStatus::word)).hasValue(status);
    }

    @Test
    void aGoNodeMayTellFromAnyAddressThatItAnnounces() {
        GoWords words = new GoWords(Profile.P5, Neighbourhood.KEY);
        around.node(1, words);
        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(PEER), Dialect.KEYED, false, 1, Neighbourhood.address(1), Neighbourhood.address(2)));
        around.await(1, Standing.READY);
        execute(order("docker", "run", "hello-world"));
        long number = words.orders().get(0).get("ServiceID").longValue();
        var told = around.client.goNotifications();

        assertThat(told.notified(Neighbourhood.address(3), Encoding.PLAIN, number, "Finished"))
                .isFalse();
        assertThat(told.notified(Neighbourhood.address(2), Encoding.PLAIN, number, "Finished"))
                .isTrue();
    }

    @Test
    void aGoNodeCannotBeAskedToStop() {
        known(new GoWords(Profile.P5, Neighbourhood.KEY), Dialect.KEYED);

        assertThat(Await.failureOf(around.transport().stop(PEER, ExecutionId.random())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aBlackHoleFailsAnOrder() throws IOException {
        known(around.ours(1), Dialect.DUAL).close();
        try (ServerSocket hole = new ServerSocket()) {
            hole.setReuseAddress(true);
            hole.bind(new InetSocketAddress(Neighbourhood.address(1), around.port));

            assertThat(execute(order("docker", "run", "hello-world"))).isNotInstanceOf(Reception.Accepted.class);
        }
    }

    @Test
    void theWayThereAndBackIsShort() {
        known(around.ours(1), Dialect.DUAL);
        List<Long> asks = new ArrayList<>();
        List<Long> orders = new ArrayList<>();
        for (int round = 0; round < 1_000; round++) {
            around.await(1, Standing.READY);
            long begun = System.nanoTime();
            Await.of(around.transport().ask(PEER).handle((peer, late) -> peer != null));
            asks.add(System.nanoTime() - begun);
            begun = System.nanoTime();
            execute(order("docker", "run", "hello-world"));
            orders.add(System.nanoTime() - begun);
        }

        // the fastest of many: on a busy machine the others had to wait for a processor
        assertThat(Collections.min(asks)).isLessThan(QUICK.toNanos());
        assertThat(Collections.min(orders)).isLessThan(QUICK.toNanos());
    }
}

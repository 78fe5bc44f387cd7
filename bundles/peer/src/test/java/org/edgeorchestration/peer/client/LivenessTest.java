// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final Neighbourhood around = new Neighbourhood(true);

    @AfterEach
    void close() {
        around.close();
    }

    private TestNode known(int number) {
        TestNode node = around.node(number, around.ours(number));
        claim(1, false, number);
        around.await(number, Standing.READY);
        return node;
    }

    private void claim(long spoken, boolean leaving, int... numbers) {
        around.discovery.claim(IntStream.of(numbers)
                .mapToObj(number -> Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(number)),
                        Dialect.DUAL,
                        leaving,
                        spoken,
                        Neighbourhood.address(number)))
                .toArray(Sighting[]::new));
    }

    @Test
    void aPeerThatEndedIsGoneWithinASecondAndBackWithinASecondOfItsReturn() {
        Await.bestWithin(Duration.ofSeconds(1), number -> {
            known(number).close();
            Duration away = Await.time(() -> around.gone(number));

            around.node(number, around.ours(number));
            claim(2, false, number);

            Duration back = around.time(number, Standing.READY);
            return away.compareTo(back) > 0 ? away : back;
        });
    }

    @Test
    void aPeerThatReturnsWithoutAWordIsBackWithinASecondToo() {
        Await.bestWithin(Duration.ofSeconds(1), number -> {
            known(number).close();
            Await.until(() -> around.gone(number));

            around.node(number, around.ours(number));

            return around.time(number, Standing.READY);
        });
    }

    @Test
    void aPeerThatSaysGoodbyeAndEndsIsGoneAtOnce() {
        Await.bestWithin(Duration.ofMillis(200), number -> {
            known(number).close();

            claim(1, true, number);

            return Await.time(() -> around.gone(number));
        });
    }

    @Test
    void aPeerThatFallsSilentIsPassedByAtOnceAndGoneWithinThreeSeconds() {
        Await.bestWithin(Duration.ofSeconds(3), number -> {
            TestNode node = known(number);

            node.silent(true);

            Duration late = around.time(number, Standing.LATE);
            assertThat(around.transport()
                            .peer(Neighbourhood.id(number))
                            .flatMap(Peer::trouble)
                            .orElseThrow())
                    .contains("no answer within");
            Duration gone = late.plus(Await.time(() -> around.gone(number)));
            node.silent(false);
            around.await(number, Standing.READY);
            return late.compareTo(Duration.ofSeconds(1)) > 0 ? gone.plus(late) : gone;
        });
    }

    @Test
    void aPeerThatIsLateIsAskedOnceMoreWhenSomebodyInsists() {
        TestNode node = known(1);
        node.silent(true);
        around.await(1, Standing.LATE);

        assertThat(Await.failureOf(around.transport().ask(Neighbourhood.id(1)))).isInstanceOf(IOException.class);

        node.silent(false);
        Await.until(() -> insist().isPresent());
    }

    private Optional<Peer> insist() {
        return around.transport()
                .ask(Neighbourhood.id(1))
                .thenApply(Optional::of)
                .exceptionally(failure -> Optional.empty())
                .toCompletableFuture()
                .join();
    }

    @Test
    void aPeerThatLosesAThirdOfItsAnswersStays() {
        TestNode node = known(1);
        AtomicInteger missing = new AtomicInteger();

        node.loses(30);
        for (int look = 0; look < 4_000; look++) {
            missing.addAndGet(around.gone(1) ? 1 : 0);
            long next = System.nanoTime() + 1_000_000;
            Await.until(() -> System.nanoTime() - next > 0);
        }

        assertThat(missing).hasValue(0);
    }

    @Test
    void aRestartedPeerIsSpokenToInItsNewLife() {
        TestNode node = known(1);
        long calls = node.heard("POST " + Routes.SCORE);

        OurWords reborn = around.ours(1);
        node.says(reborn);

        Await.until(() -> node.heard("POST " + Routes.SCORE) >= calls + 4);
        assertThat(around.transport().peer(Neighbourhood.id(1)).orElseThrow().standing())
                .isEqualTo(Standing.READY);
    }

    @Test
    void aPeerWhoseKeyWasChangedIsBarredUntilItIsChangedBack() {
        TestNode node = known(1);

        node.says(new OurWords(Neighbourhood.id(1), Neighbourhood.address(1), Neighbourhood.OTHER_KEY));

        assertThat(around.await(1, Standing.BARRED).trouble().orElseThrow()).contains("key");
    }

    @Test
    void anAddressThatIsAnotherNodesNowIsNotThePeersAnyMore() {
        TestNode node = known(1);

        node.says(new OurWords(Neighbourhood.id(2), Neighbourhood.address(1), Neighbourhood.KEY));
        claim(1, false, 1);

        Await.until(() -> around.gone(1));
    }

    @Test
    void anAddressThatTakesConnectionsAndSaysNothingHoldsNobodyUp() throws IOException {
        try (ServerSocket hole = new ServerSocket()) {
            hole.bind(new InetSocketAddress(Neighbourhood.address(9), around.port));
            Await.bestWithin(Duration.ofMillis(300), number -> {
                around.node(number, around.ours(number));

                claim(number, false, 9, number);

                return around.time(number, Standing.READY);
            });
            assertThat(around.gone(9)).isTrue();
        }
    }

    @Test
    void aFloodOfFalseNamesKeepsNoNewcomerWaitingAndIsNotPassedOn() {
        TestNode victim = around.node(66, call -> Optional.of(TestNode.Said.empty(404)));
        around.node(1, around.ours(1));
        List<Sighting> flood = IntStream.range(100, 1_600)
                .mapToObj(number -> new Sighting(
                        Optional.of(Neighbourhood.id(number)),
                        "docker",
                        List.of(Neighbourhood.address(66)),
                        Set.of(),
                        Set.of(),
                        Dialect.DUAL,
                        number % 2 == 0,
                        false,
                        1))
                .toList();
        around.discovery.claim(flood.toArray(Sighting[]::new));
        Await.until(() -> victim.heard().size() >= 20);
        long begun = System.nanoTime();
        int before = victim.heard().size();

        Sighting[] withNewcomer = Stream.concat(flood.stream(), Stream.of(Neighbourhood.sighting(1, Dialect.DUAL)))
                .toArray(Sighting[]::new);
        around.discovery.claim(withNewcomer);

        // in the order of the names it would be half a minute
        assertThat(around.time(1, Standing.READY)).isLessThan(Duration.ofSeconds(10));
        Await.until(() -> System.nanoTime() - begun > Duration.ofSeconds(2).toNanos());
        int calls = victim.heard().size() - before;
        // a claim costs its address a ping and at most one question
        assertThat(calls).isLessThanOrEqualTo((int) (2 * (20 * secondsSince(begun) + 20)));
    }

    @Test
    void aPeerIsAskedTwiceASecondAndAGoNodeOnce() {
        TestNode ours = around.node(1, around.ours(1));
        TestNode go = around.node(2, new GoWords(Profile.P5, Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL), Neighbourhood.sighting(2, Dialect.KEYED));
        around.await(1, Standing.READY);
        around.await(2, Standing.READY);
        long oursBefore = ours.heard().size();
        long goBefore = go.heard().size();

        long begun = System.nanoTime();
        Await.until(() -> ours.heard().size() - oursBefore >= 4 && go.heard().size() - goBefore >= 6);
        Await.until(() -> secondsSince(begun) > 3);

        long toOurs = ours.heard().size() - oursBefore;
        long toGo = go.heard().size() - goBefore;
        double seconds = secondsSince(begun);
        assertThat((double) toOurs).isLessThanOrEqualTo(2 * seconds + 1);
        // a ping, a score and resources each time
        assertThat((double) toGo).isLessThanOrEqualTo(3 * (seconds + 1));
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}

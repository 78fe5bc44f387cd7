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
        known(1).close();
        Await.within(Duration.ofSeconds(1), () -> around.gone(1));

        around.node(1, around.ours(1));
        claim(2, false, 1);

        around.await(Duration.ofSeconds(1), 1, Standing.READY);
    }

    @Test
    void aPeerThatReturnsWithoutAWordIsBackWithinASecondToo() {
        known(1).close();
        Await.until(() -> around.gone(1));

        around.node(1, around.ours(1));

        around.await(Duration.ofMillis(1_500), 1, Standing.READY);
    }

    @Test
    void aPeerThatSaysGoodbyeAndEndsIsGoneAtOnce() {
        known(1).close();

        claim(1, true, 1);

        Await.within(Duration.ofMillis(200), () -> around.gone(1));
    }

    @Test
    void aPeerThatFallsSilentIsPassedByAtOnceAndGoneWithinThreeSeconds() {
        TestNode node = known(1);

        node.silent(true);

        around.await(Duration.ofSeconds(1), 1, Standing.LATE);
        assertThat(around.transport()
                        .peer(Neighbourhood.id(1))
                        .flatMap(Peer::trouble)
                        .orElseThrow())
                .contains("no answer within");
        Await.within(Duration.ofSeconds(3), () -> around.gone(1));
        node.silent(false);
        around.await(Duration.ofMillis(1_500), 1, Standing.READY);
    }

    @Test
    void aPeerThatIsLateIsAskedOnceMoreWhenSomebodyInsists() {
        TestNode node = known(1);
        node.silent(true);
        around.await(1, Standing.LATE);

        assertThat(Await.failureOf(around.transport().ask(Neighbourhood.id(1)))).isInstanceOf(IOException.class);

        node.silent(false);
        Await.within(Duration.ofSeconds(3), () -> insist().isPresent());
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

        Await.within(Duration.ofSeconds(2), () -> around.gone(1));
    }

    @Test
    void anAddressThatTakesConnectionsAndSaysNothingHoldsNobodyUp() throws IOException {
        try (ServerSocket hole = new ServerSocket()) {
            hole.bind(new InetSocketAddress(Neighbourhood.address(9), around.port));
            around.node(1, around.ours(1));

            claim(1, false, 9, 1);

            around.await(Duration.ofMillis(300), 1, Standing.READY);
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

        around.await(Duration.ofMillis(500), 1, Standing.READY);
        Await.until(() -> System.nanoTime() - begun > Duration.ofSeconds(2).toNanos());
        // a claim costs its address a ping and at most one question
        assertThat(victim.heard().size() - before).isLessThanOrEqualTo(2 * (20 * 2 + 20));
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
        Await.until(() -> System.nanoTime() - begun > Duration.ofSeconds(3).toNanos());

        assertThat(ours.heard().size() - oursBefore).isBetween(4L, 7L);
        // a ping, a score and resources each time
        assertThat(go.heard().size() - goBefore).isBetween(6L, 12L);
    }
}

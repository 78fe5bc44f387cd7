// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Lost;
import org.edgeorchestration.api.execution.ExecutionStatus.Stopped;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.peer.FakePeerRequests.Reported;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.wire.Encoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of orders when the Go node that has them ends, which it tells nobody. */
class GoLivesTest {
    private static final Duration AWAY = Duration.ofSeconds(3);

    private final ManualNeighbourhood around = new ManualNeighbourhood(true);
    private final GoWords words = new GoWords(Profile.P5, Neighbourhood.KEY, Encoding.PLAIN);
    private final ManualLan.Host node = around.node(1, words);

    @BeforeEach
    void meet() {
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.KEYED));
        around.until(1, Standing.READY);
    }

    @AfterEach
    void close() {
        around.close();
    }

    private ExecutionId accepted() {
        ExecutionOrder order = new ExecutionOrder(
                ExecutionId.random(),
                "hello",
                ExecutionType.CONTAINER,
                List.of("docker", "run", "hello-world"),
                Optional.empty());
        around.requests.knows(order.id());
        CompletableFuture<Reception> reception =
                around.transport().execute(Neighbourhood.id(1), order).toCompletableFuture();
        around.until(reception::isDone);
        assertThat(reception).isCompletedWithValue(new Reception.Accepted());
        return order.id();
    }

    private Stream<Reported> ends() {
        return around.requests.reports().stream()
                .filter(reported -> reported.report().status().isPresent());
    }

    private void tellOfTheFirst() {
        long number = words.orders().get(0).path("ServiceID").asLong();
        assertThat(around.client
                        .goNotifications()
                        .notified(Neighbourhood.address(1), Encoding.PLAIN, number, "Finished"))
                .isTrue();
    }

    private void backAfterAWhile() {
        around.until(() -> around.gone(1));
        around.pass(AWAY);
        node.silent(false);
        node.begins();
        around.until(1, Standing.READY);
        around.pass(AWAY);
    }

    @Test
    void whatItHadIsLostWhenItIsBackAndWhatWaitedIsOrdered() {
        ExecutionId had = accepted();
        accepted();
        assertThat(words.orders()).hasSize(1);

        node.ends();
        backAfterAWhile();

        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.execution()).isEqualTo(had);
            assertThat(end.report().status().orElseThrow()).isInstanceOf(Lost.class);
        });
        assertThat(words.orders()).hasSize(2);
    }

    @Test
    void whatItHadIsLostThoughItIsBackBeforeItIsAskedAgain() {
        ExecutionId had = accepted();
        accepted();
        for (int restart = 0; restart < 2; restart++) {
            around.until(1, Standing.READY);
            around.pass(AWAY);
            node.ends();
            around.pass(Duration.ofMillis(60));
            assertThat(ends()).hasSize(restart + 1); // before anybody is sure that it is gone
            node.begins();
        }
        around.pass(AWAY);

        assertThat(ends()).hasSize(2).allSatisfy(end -> assertThat(
                        end.report().status().orElseThrow())
                .isInstanceOf(Lost.class));
        assertThat(ends()).first().extracting(Reported::execution).isEqualTo(had);
        assertThat(words.orders()).hasSize(2);
    }

    @Test
    void oneThatOnlyClosesConnectionsHasLostNothing() {
        accepted();
        for (int time = 0; time < 1_000; time++) {
            node.hangsUp();
            around.pass(Duration.ofMillis(50));
        }
        assertThat(around.standing(1)).hasValue(Standing.READY);
        assertThat(ends()).isEmpty();
        assertThat(node.lines()).isLessThan(25);
    }

    @Test
    void aConnectionIsKeptWhereSomethingIsAwaitedAndLastsForMinutes() {
        around.pass(AWAY);
        assertThat(node.lines()).isZero();
        accepted();
        around.pass(Lifeline.RENEWED_EVERY.minusSeconds(1));
        assertThat(node.lines()).isEqualTo(1);
        around.pass(Duration.ofSeconds(2));
        assertThat(node.lines()).isEqualTo(2);

        tellOfTheFirst();
        around.pass(Lifelines.SPARE.plus(Lifeline.RENEWED_EVERY));
        assertThat(node.lines()).isEqualTo(2);
        assertThat(around.standing(1)).hasValue(Standing.READY);
    }

    /** Whatever moment it is at which it ends: between two questions, or just before one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300, 400, 500, 600, 700, 800, 850, 900, 950})
    void nobodysTurnComesBeforeItIsBack(int moment) {
        accepted();
        accepted();
        accepted();
        around.pass(AWAY.plusMillis(moment));

        node.ends();
        backAfterAWhile();

        assertThat(ends()).hasSize(1);
        assertThat(words.orders()).hasSize(2);
    }

    private void announcedAtOtherAddressesToo() {
        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)),
                Dialect.KEYED,
                false,
                1,
                Neighbourhood.address(1),
                Neighbourhood.address(77),
                Neighbourhood.address(78)));
    }

    @Test
    void whatItHadIsLostThoughItIsLookedForElsewhereMeanwhile() {
        around.node(77, words).silent(true);
        around.node(78, words).silent(true);
        announcedAtOtherAddressesToo();
        accepted();

        node.silent(true);
        around.until(() -> around.gone(1));
        node.silent(false);
        node.ends();
        around.pass(Duration.ofSeconds(20));
        backAfterAWhile();

        assertThat(ends()).hasSize(1);
    }

    @Test
    void thatNobodyListensWhereItIsNotSaysNothingOfWhatItHas() {
        announcedAtOtherAddressesToo();
        accepted();

        node.silent(true);
        around.until(() -> around.gone(1));
        around.pass(Duration.ofSeconds(20));
        backAfterAWhile();

        assertThat(ends()).isEmpty();
    }

    private void giveWayToTheSecond() {
        node.ends();
        around.until(1, Standing.LATE);
        node.begins();
        around.until(1, Standing.READY); // it answers, and has not said yet that it is another
        around.discovery.claim(
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.KEYED, false, 1, Neighbourhood.address(1)),
                Neighbourhood.sighting(1, Dialect.KEYED));
        around.until(2, Standing.READY);
    }

    private void isFoundAtTheThird() {
        around.discovery.claim(
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.KEYED, false, 1, Neighbourhood.address(1)),
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(1)), Dialect.KEYED, false, 2, Neighbourhood.address(3)));
        around.until(1, Standing.READY);
        around.pass(AWAY);
    }

    @Test
    void whatItHadIsLostWhenItIsBackAfterItGaveWayToAnother() {
        ExecutionId had = accepted();

        giveWayToTheSecond();
        around.node(3, words);
        isFoundAtTheThird();

        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.execution()).isEqualTo(had);
            assertThat(end.report().status().orElseThrow()).isInstanceOf(Lost.class);
        });
    }

    @Test
    void whatWaitedIsOrderedWhereItIsByThenAndNotOfWhoTookItsPlace() {
        GoWords its = new GoWords(Profile.P5, Neighbourhood.KEY, Encoding.PLAIN);
        accepted();
        accepted();
        giveWayToTheSecond();
        around.node(3, its);
        isFoundAtTheThird();

        assertThat(words.orders()).hasSize(1);
        assertThat(its.orders()).hasSize(1);
    }

    @Test
    void whatWaitsForOneThatIsOnlySilentIsOrderedWhenItAnswersAgain() {
        accepted();
        accepted();
        accepted();
        node.silent(true);
        around.until(() -> around.gone(1));

        tellOfTheFirst();
        around.pass(AWAY);
        assertThat(ends()).hasSize(1);

        node.silent(false);
        around.until(1, Standing.READY);
        around.pass(AWAY);
        assertThat(words.orders()).hasSize(2);
        assertThat(ends()).hasSize(1);
    }

    @Test
    void whatWaitsCanBeStoppedThoughItsNodeIsForgotten() {
        accepted();
        ExecutionId waits = accepted();
        giveWayToTheSecond();
        assertThat(around.gone(1)).isTrue();

        assertThat(around.transport().stop(Neighbourhood.id(1), waits)).isCompleted();

        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.execution()).isEqualTo(waits);
            assertThat(end.report().status().orElseThrow()).isInstanceOf(Stopped.class);
        });
    }

    @Test
    void whatWaitsForOneThatGivesItsNameToANodeOfOursFails() {
        accepted();
        ExecutionId waits = accepted();
        node.ends();
        around.until(() -> around.gone(1));
        around.node(1, around.ours(1));
        around.until(1, Standing.READY);
        around.pass(GoTurns.LONGEST.plus(AWAY));

        assertThat(ends()).anySatisfy(end -> {
            assertThat(end.execution()).isEqualTo(waits);
            assertThat(end.report().status().orElseThrow())
                    .isInstanceOf(Failed.class)
                    .asString()
                    .contains("no node of the Go project is known as");
        });
        assertThat(words.orders()).hasSize(1);
    }

    @Test
    void whatItHasIsWaitedForWhenItWasOnlySilent() {
        accepted();

        node.silent(true);
        backAfterAWhile();

        assertThat(ends()).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is taken for there, and when: every limit is held at every moment at which something may happen. */
class LivenessTest {
    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration OUT_WITHIN = Duration.ofSeconds(3);

    private final ManualNeighbourhood around = new ManualNeighbourhood(true);

    @AfterEach
    void close() {
        around.close();
    }

    /** Moments after an answer, up to and beyond the next probe. */
    private static Stream<Duration> moments() {
        return IntStream.iterate(0, millis -> millis <= 700, millis -> millis + 7)
                .mapToObj(Duration::ofMillis);
    }

    private ManualLan.Host known(int number) {
        ManualLan.Host node = around.node(number, around.ours(number));
        claim(1, false, number);
        around.until(number, Standing.READY);
        return node;
    }

    private void claim(long spoken, boolean leaving, int... numbers) {
        claim(Dialect.DUAL, spoken, leaving, numbers);
    }

    private void claim(Dialect dialect, long spoken, boolean leaving, int... numbers) {
        around.discovery.claim(IntStream.of(numbers)
                .mapToObj(number -> Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(number)), dialect, leaving, spoken, Neighbourhood.address(number)))
                .toArray(Sighting[]::new));
    }

    private Duration untilGone(int number) {
        return around.until(() -> around.gone(number));
    }

    private Duration untilPassedBy(int number) {
        return around.until(() -> !around.standing(number).equals(Optional.of(Standing.READY)));
    }

    @Test
    void aPeerThatEndedIsGoneWithinASecondAndBackSoonAfterItSaysSo() {
        ManualLan.Host node = known(1);
        long[] spoken = {1};

        moments().forEach(moment -> {
            around.pass(moment);
            node.ends();
            assertThat(untilGone(1)).isLessThanOrEqualTo(SECOND);

            around.pass(moment);
            node.begins();
            claim(++spoken[0], false, 1);
            assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(AT_ONCE);
        });
    }

    @Test
    void aPeerThatReturnsWithoutAWordIsBackWithinASecond() {
        ManualLan.Host node = known(1);

        moments().forEach(moment -> {
            node.ends();
            untilGone(1);
            around.pass(moment);
            node.begins();

            assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(SECOND);
        });
    }

    @Test
    void aPeerThatWasGoneForMinutesIsBackWithinASecondOfItsReturnToo() {
        ManualLan.Host node = known(1);
        node.silent(true);
        around.pass(Duration.ofMinutes(9));

        moments().forEach(moment -> {
            node.silent(true);
            untilGone(1);
            around.pass(moment);
            node.silent(false);

            assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(SECOND);
        });
    }

    @Test
    void aPeerThatEndsAndSaysGoodbyeIsGoneAtOnce() {
        moments().forEach(moment -> {
            ManualLan.Host node = known(1);
            around.pass(moment);
            node.ends();

            claim(1, true, 1);

            assertThat(untilGone(1)).isLessThanOrEqualTo(AT_ONCE);
        });
    }

    @Test
    void aPeerThatSaysGoodbyeAndEndsAMomentLaterIsGoneWithinASecond() {
        moments().forEach(moment -> {
            ManualLan.Host node = known(1);

            claim(1, true, 1);
            around.pass(moment);
            node.ends();

            assertThat(untilGone(1)).isLessThanOrEqualTo(SECOND.minus(moment).plus(AT_ONCE));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 25})
    void aPeerThatFallsSilentIsSoonPassedByAndGoneWithinThreeSeconds(int roundTrip) {
        ManualLan.Host node = known(1);
        node.roundTrip(Duration.ofMillis(roundTrip));
        around.pass(Duration.ofSeconds(5));

        moments().forEach(moment -> {
            around.pass(moment);
            node.silent(true);

            Duration late = untilPassedBy(1);
            assertThat(late).isLessThanOrEqualTo(Duration.ofMillis(700));
            assertThat(around.await(1, Standing.LATE).trouble().orElseThrow()).contains("no answer within");
            assertThat(late.plus(untilGone(1))).isLessThanOrEqualTo(OUT_WITHIN);

            node.silent(false);
            assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(SECOND);
        });
    }

    @ParameterizedTest
    @CsvSource({"20,1", "40,25", "55,1", "58,1", "60,25", "75,10", "100,1", "100,25"})
    void eachOfUpToAHundredThatFallsSilentIsGoneWithinThreeSeconds(int peers, int roundTrip) {
        List<ManualLan.Host> nodes = known(peers, Dialect.DUAL, roundTrip);

        for (int victim = 1; victim <= peers; victim += 1 + peers / 25) {
            assertSilenceIsTheEnd(nodes.get(victim - 1), victim);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "20,25", "29,1", "40,1", "50,25"})
    void eachOfUpToFiftyGoNodesThatFallsSilentIsGoneWithinThreeSeconds(int peers, int roundTrip) {
        List<ManualLan.Host> nodes = known(peers, Dialect.KEYED, roundTrip);

        for (int victim = 1; victim <= peers; victim += 1 + peers / 25) {
            assertSilenceIsTheEnd(nodes.get(victim - 1), victim);
        }
    }

    private void assertSilenceIsTheEnd(ManualLan.Host node, int number) {
        around.pass(Duration.ofMillis(137));
        node.silent(true);
        assertThat(untilGone(number)).isLessThanOrEqualTo(OUT_WITHIN);
        node.silent(false);
        assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(SECOND);
    }

    private List<ManualLan.Host> known(int peers, Dialect dialect, int roundTrip) {
        List<ManualLan.Host> nodes = new ArrayList<>();
        for (int number = 1; number <= peers; number++) {
            ManualLan.Host node = around.node(
                    number, dialect == Dialect.DUAL ? around.ours(number) : new GoWords(Profile.P5, Neighbourhood.KEY));
            node.roundTrip(Duration.ofMillis(roundTrip));
            nodes.add(node);
        }
        claim(dialect, 1, false, IntStream.rangeClosed(1, peers).toArray());
        IntStream.rangeClosed(1, peers).forEach(number -> around.until(number, Standing.READY));
        around.pass(Duration.ofSeconds(6));
        return nodes;
    }

    @Test
    void onePeerOfManyThatAnotherFindsSilentIsAskedAtOnce() {
        int peers = 100;
        List<ManualLan.Host> nodes = known(peers, Dialect.DUAL, 1);
        OurWords witness = around.ours(peers);
        nodes.get(peers - 1).says(witness);
        around.pass(Duration.ofSeconds(6));

        for (int victim = 1; victim <= 10; victim++) {
            nodes.get(victim - 1).silent(true);
            around.pass(SECOND);
            witness.silent = Set.of(Neighbourhood.id(victim));
            askTheWitness(peers);

            assertThat(untilPassedBy(victim)).isLessThanOrEqualTo(Duration.ofMillis(200));
            nodes.get(victim - 1).silent(false);
            witness.silent = Set.of();
            around.until(victim, Standing.READY);
        }
    }

    private void askTheWitness(int number) {
        CompletableFuture<Peer> answer =
                around.transport().ask(Neighbourhood.id(number)).toCompletableFuture();
        around.until(answer::isDone);
        assertThat(answer).isCompleted();
    }

    @Test
    void aPeerThatAnswersIsNoWorseForWhatOthersSayOfIt() {
        List<ManualLan.Host> nodes = known(60, Dialect.DUAL, 1);
        OurWords liar = around.ours(1);
        liar.silent = Set.of(Neighbourhood.id(2), Neighbourhood.id(77), around.self());
        nodes.get(0).says(liar);
        int before = nodes.get(1).heard().size();

        for (int look = 0; look < 2_000; look++) {
            around.pass(Duration.ofMillis(10));
            assertThat(around.standing(2)).hasValue(Standing.READY);
            if (look % 5 == 0) {
                around.transport().ask(Neighbourhood.id(1));
            }
        }

        assertThat(nodes.get(1).heard().size() - before).isBetween(15, 20);
    }

    @Test
    void othersHearWhoFellSilentOfLateAndNotForever() {
        List<ManualLan.Host> nodes = known(20, Dialect.DUAL, 1);
        assertThat(around.client.silent()).isEmpty();

        nodes.forEach(node -> node.silent(true));
        around.until(() -> around.client.silent().size() == ScoreJson.MOST_SILENT);
        nodes.forEach(node -> node.silent(false));
        IntStream.rangeClosed(1, 20).forEach(number -> around.until(number, Standing.READY));
        around.pass(Duration.ofMillis(50));
        assertThat(around.client.silent()).isEmpty();

        nodes.get(4).silent(true);
        around.until(5, Standing.LATE);
        assertThat(around.until(() -> !around.client.silent().isEmpty())).isLessThanOrEqualTo(Duration.ofMillis(400));
        assertThat(around.client.silent()).containsExactly(Neighbourhood.id(5));
        untilGone(5);
        assertThat(around.until(() -> around.client.silent().isEmpty()))
                .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_050));
    }

    @Test
    void aPeerThatIsLateIsAskedOnceMoreWhenSomebodyInsists() {
        ManualLan.Host node = known(1);
        node.silent(true);
        around.until(1, Standing.LATE);

        CompletableFuture<Peer> unanswered = insist();
        around.until(unanswered::isDone);
        assertThat(Await.failureOf(unanswered)).isInstanceOf(IOException.class);

        node.silent(false);
        CompletableFuture<Peer> answered = insist();
        assertThat(around.until(answered::isDone)).isLessThanOrEqualTo(Duration.ofMillis(1));
        assertThat(answered).isCompleted();
    }

    private CompletableFuture<Peer> insist() {
        return around.transport().ask(Neighbourhood.id(1)).toCompletableFuture();
    }

    @ParameterizedTest
    @CsvSource({"10,600", "30,4"})
    void aPeerOfWhosePacketsSomeAreLostStays(int percent, int seconds) {
        known(1).loses(percent);

        for (int look = 0; look < 100 * seconds; look++) {
            around.pass(Duration.ofMillis(10));
            assertThat(around.gone(1)).isFalse();
        }
    }

    @Test
    void aPeerOfWhosePacketsAThirdAreLostIsSeldomMissedAndSoonBack() {
        known(1).loses(30);
        int missed = 0;
        int inARow = 0;

        for (int look = 0; look < 60_000; look++) {
            around.pass(Duration.ofMillis(10));
            inARow = around.gone(1) ? inARow + 1 : 0;
            missed += around.gone(1) ? 1 : 0;
            assertThat(inARow).isLessThanOrEqualTo(300);
        }
        assertThat(missed).isLessThanOrEqualTo(60_000 / 40);
    }

    @Test
    void aRestartedPeerIsSpokenToInItsNewLife() {
        ManualLan.Host node = known(1);
        long calls = node.heard("POST " + Routes.SCORE);

        node.says(around.ours(1));

        around.until(() -> {
            assertThat(around.standing(1)).hasValue(Standing.READY);
            return node.heard("POST " + Routes.SCORE) >= calls + 4;
        });
    }

    @Test
    void aPeerWhoseKeyWasChangedIsBarredUntilItIsChangedBack() {
        ManualLan.Host node = known(1);

        node.says(new OurWords(Neighbourhood.id(1), Neighbourhood.address(1), Neighbourhood.OTHER_KEY));
        assertThat(around.until(1, Standing.BARRED)).isLessThanOrEqualTo(SECOND);
        assertThat(around.await(1, Standing.BARRED).trouble().orElseThrow()).contains("key");

        node.says(around.ours(1));
        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void anAddressThatIsAnotherNodesNowIsNotThePeersAnyMore() {
        ManualLan.Host node = known(1);

        node.says(new OurWords(Neighbourhood.id(2), Neighbourhood.address(1), Neighbourhood.KEY));
        claim(1, false, 1);

        assertThat(untilGone(1)).isLessThanOrEqualTo(SECOND);
    }

    @Test
    void anAddressThatTakesCallsAndSaysNothingHoldsNobodyUp() {
        around.node(9, around.ours(9)).silent(true);
        for (int number = 1; number < 9; number++) {
            around.node(number, around.ours(number));

            claim(number, false, 9, number);

            assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(AT_ONCE);
        }
        assertThat(around.gone(9)).isTrue();
    }

    @Test
    void aFloodOfFalseNamesKeepsNoNewcomerWaitingAndIsNotPassedOn() {
        ManualLan.Host victim = around.node(66, call -> Optional.of(TestNode.Said.empty(404)));
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
        around.pass(Duration.ofSeconds(2));
        int before = victim.heard().size();

        around.discovery.claim(Stream.concat(flood.stream(), Stream.of(Neighbourhood.sighting(1, Dialect.DUAL)))
                .toArray(Sighting[]::new));

        // in the order of the names it would be half a minute
        Duration found = around.until(1, Standing.READY);
        assertThat(found).isLessThanOrEqualTo(Duration.ofMillis(100));
        around.pass(Duration.ofSeconds(10).minus(found));
        // a claim costs its address a ping and at most one question
        assertThat(victim.heard().size() - before).isLessThanOrEqualTo(2 * 20 * 10 + 2);
    }

    @Test
    void aPeerIsAskedOnceASecondAndTwiceWhereServicesArePlacedAndAGoNodeOnce() {
        ManualLan.Host ours = around.node(1, around.ours(1));
        ManualLan.Host go = around.node(2, new GoWords(Profile.P5, Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL), Neighbourhood.sighting(2, Dialect.KEYED));
        around.until(1, Standing.READY);
        around.until(2, Standing.READY);
        long oursBefore = ours.heard().size();
        long goBefore = go.heard("POST " + Routes.SCORE);

        for (int looks = 0; looks < 10; looks++) {
            assertThat(around.transport().peers()).hasSize(2);
            around.pass(Duration.ofSeconds(10));
        }

        assertThat(ours.heard().size() - oursBefore).isBetween(180L, 200L);
        assertThat(go.heard("POST " + Routes.SCORE) - goBefore).isBetween(90L, 100L);
        // a ping, a score and resources each time
        assertThat((long) go.heard().size()).isLessThanOrEqualTo(3 * (100 + 1));

        around.pass(Pace.UNUSED_AFTER);
        oursBefore = ours.heard().size();
        around.pass(Duration.ofSeconds(100));
        assertThat(ours.heard().size() - oursBefore).isBetween(90L, 100L);
    }

    @Test
    void whoEndsOrFallsSilentIsOutInTimeWhereNobodyLooksToo() {
        ManualLan.Host node = known(1);
        around.pass(Pace.UNUSED_AFTER);

        for (int millis = 0; millis <= 1_200; millis += 13) {
            around.pass(Duration.ofMillis(millis));
            node.silent(true);
            assertThat(untilGone(1)).isLessThanOrEqualTo(OUT_WITHIN);
            node.silent(false);
            around.until(1, Standing.READY);

            around.pass(Duration.ofMillis(millis));
            node.ends();
            assertThat(untilGone(1)).isLessThanOrEqualTo(SECOND.plus(AT_ONCE));
            node.begins();
            around.until(1, Standing.READY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPeerWithAnotherKeyStaysBarredThoughItIsNotAtItsOtherAddresses(boolean ours) {
        ManualLan.Host node = around.node(1, ours ? around.ours(1) : new GoWords(Profile.P1, Neighbourhood.KEY));
        around.node(77, around.ours(77)).silent(true);
        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)),
                ours ? Dialect.DUAL : Dialect.POSITIONAL,
                false,
                1,
                Neighbourhood.address(1),
                Neighbourhood.address(77),
                Neighbourhood.address(78)));
        around.until(1, Standing.READY);

        node.says(
                ours
                        ? new OurWords(Neighbourhood.id(1), Neighbourhood.address(1), Neighbourhood.OTHER_KEY)
                        : new GoWords(Profile.P1, Neighbourhood.OTHER_KEY));
        around.until(1, Standing.BARRED);
        for (int look = 0; look < 6_000; look++) {
            around.pass(Duration.ofMillis(20));
            assertThat(around.standing(1)).hasValue(Standing.BARRED);
        }
        assertThat(around.await(1, Standing.BARRED).trouble().orElseThrow()).contains("key");
    }

    @Test
    void oneOfOursWhoseAddressIsAGoNodesNowIsGoneForGood() {
        ManualLan.Host node = known(1);

        node.says(new GoWords(Profile.P5, Neighbourhood.KEY));
        around.discovery.claim(
                Neighbourhood.sighting(1, Dialect.DUAL),
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.KEYED, false, 1, Neighbourhood.address(1)));
        around.until(2, Standing.READY);
        assertThat(untilGone(1)).isLessThanOrEqualTo(Duration.ofSeconds(12));

        for (int look = 0; look < 6_000; look++) {
            around.pass(Duration.ofMillis(10));
            assertThat(around.gone(1)).isTrue();
        }
        assertThat(around.standing(2)).hasValue(Standing.READY);
    }

    @Test
    void aGoNodeWhoseKeyWasChangedIsBarredHoweverOftenItGetsOrders() {
        ManualLan.Host node = around.node(1, new GoWords(Profile.P1, Neighbourhood.KEY));
        claim(Dialect.POSITIONAL, 1, false, 1);
        around.until(1, Standing.READY);

        node.says(new GoWords(Profile.P1, Neighbourhood.OTHER_KEY));
        for (int order = 0; order < 20; order++) {
            around.transport()
                    .execute(
                            Neighbourhood.id(1),
                            new ExecutionOrder(
                                    ExecutionId.random(),
                                    "hello",
                                    ExecutionType.NATIVE,
                                    List.of("true"),
                                    Optional.empty()));
            around.pass(Duration.ofMillis(250));
        }

        assertThat(around.standing(1)).hasValue(Standing.BARRED);
    }

    @Test
    void aPeerThatWasForgottenButIsAnnouncedStillIsFoundWhenItAnswersAgain() {
        ManualLan.Host node = known(1);
        node.silent(true);
        around.pass(Duration.ofMinutes(62));

        node.silent(false);
        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aPeerThatWasGoneForLongIsBackAsSoonAsItIsHeardOfAnew() {
        ManualLan.Host node = around.node(1, around.ours(1));
        claim(4, false, 1);
        around.until(1, Standing.READY);
        node.ends();
        around.pass(Duration.ofMinutes(4));
        around.discovery.claim();
        around.pass(Duration.ofMinutes(10));

        for (int millis = 0; millis < 10_000; millis += 997) {
            node.ends();
            around.discovery.claim();
            around.pass(Duration.ofMinutes(11).plusMillis(millis));
            node.begins();
            claim(1, false, 1);
            assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(AT_ONCE);
            claim(4, false, 1);
            around.pass(SECOND);
        }
    }

    @Test
    void whoComesUpWhileItIsLookedForInVainIsFoundAsSoonAsThatLookEnds() {
        Duration deadline = Duration.ofMillis(500);
        for (int number = 1; number < 60; number++) {
            ManualLan.Host node = around.node(number, around.ours(number));
            node.silent(true);
            claim(1, false, number);
            around.pass(Duration.ofSeconds(10).plusMillis(67L * number));

            node.silent(false);
            claim(2, false, number);

            assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(deadline.plus(AT_ONCE));
        }
    }

    private ManualLan.Host withAnotherKey() {
        return around.node(1, new OurWords(Neighbourhood.id(1), Neighbourhood.address(1), Neighbourhood.OTHER_KEY));
    }

    private ManualLan.Host barredForAMinute() {
        ManualLan.Host node = withAnotherKey();
        claim(1, false, 1);
        around.until(1, Standing.BARRED);
        around.pass(Duration.ofMinutes(1));
        return node;
    }

    @Test
    void whoHasAnotherKeyAndEndsIsNotShownForLong() {
        ManualLan.Host node = barredForAMinute();

        node.ends();
        assertThat(untilGone(1)).isLessThanOrEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void whoHasAnotherKeyAndSaysGoodbyeIsNotShownAnyMore() {
        ManualLan.Host node = barredForAMinute();

        node.ends();
        claim(1, true, 1);
        assertThat(untilGone(1)).isLessThanOrEqualTo(OUT_WITHIN);
    }

    @Test
    void whoHasAnotherKeyAndMissesOnceIsShownStill() {
        ManualLan.Host node = barredForAMinute();

        node.ends();
        claim(2, false, 1);
        around.pass(Duration.ofMillis(500));
        withAnotherKey();
        around.pass(Duration.ofSeconds(5));
        assertThat(around.standing(1)).hasValue(Standing.BARRED);
    }

    @Test
    void whoHadAnotherKeyWhereANodeOfTheFleetIsNowIsNotShownForLong() {
        ManualLan.Host node = barredForAMinute();

        node.says(new OurWords(Neighbourhood.id(2), Neighbourhood.address(1), Neighbourhood.KEY));
        around.discovery.claim(
                Neighbourhood.sighting(1, Dialect.DUAL),
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.DUAL, false, 1, Neighbourhood.address(1)));
        around.until(2, Standing.READY);

        assertThat(untilGone(1)).isLessThanOrEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void twoThatHeardOfEachOtherWhileNoCallCameThroughMeetWithinFiveSecondsOfItsEnd() {
        ManualLan.Host node = around.node(1, around.ours(1));
        node.silent(true);
        claim(1, false, 1);
        around.pass(Duration.ofSeconds(40));
        assertThat(around.gone(1)).isTrue();

        node.silent(false);
        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.peer.client.Vitals.Health;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalsTest {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private static Vitals found() {
        return Vitals.found(0, Optional.of(Duration.ofMillis(1)), INTERVAL);
    }

    @Test
    void oneThatAnswersIsAskedAgainAfterTheInterval() {
        assertThat(found().due(at(499))).isFalse();
        assertThat(found().due(at(500))).isTrue();
    }

    @Test
    void oneMissMakesItLateAndFurtherOnesAreWaitedForLonger() {
        Vitals late = found().missed(at(600), false);

        assertThat(late.health()).isEqualTo(Health.LATE);
        assertThat(late.due()).isEqualTo(at(700));
        assertThat(late.missed(at(800), false).due()).isEqualTo(at(1_000));
        assertThat(late.missed(at(800), false).missed(at(1_000), false).due()).isEqualTo(at(1_400));
    }

    @Test
    void oneThatIsSilentForTwoAndAHalfSecondsIsGone() {
        Vitals late = found().missed(at(600), false).missed(at(2_499), false);

        assertThat(late.health()).isEqualTo(Health.LATE);
        assertThat(late.missed(at(2_500), false).health()).isEqualTo(Health.GONE);
    }

    @Test
    void oneMissAloneIsNotTheEndHoweverSeldomItIsAsked() {
        assertThat(found().missed(at(30_000), false).health()).isEqualTo(Health.LATE);
    }

    @Test
    void whereEachIsAskedSeldomItTakesThreeMissesAndLongerWaits() {
        Vitals late = found().missed(at(30_000), false);
        assertThat(late.patience(at(30_100))).isEqualTo(Duration.ofMillis(200));

        Vitals later = late.missed(at(30_300), false);
        assertThat(later.health()).isEqualTo(Health.LATE);
        assertThat(later.patience(at(30_500))).isEqualTo(Duration.ofMillis(200));

        assertThat(later.missed(at(30_700), false).health()).isEqualTo(Health.GONE);
    }

    @Test
    void othersHearOfItWhenItMissesTwiceAndForFiveSecondsAfterItsEnd() {
        Vitals late = found().missed(at(600), false);
        assertThat(found().silent(at(500))).isFalse();
        assertThat(late.silent(at(600))).isFalse();

        Vitals later = late.missed(at(800), false);
        assertThat(later.silent(at(800))).isTrue();
        assertThat(later.answered(at(900), RoundTrips.NONE, INTERVAL).silent(at(900)))
                .isFalse();

        Vitals gone = later.missed(at(2_500), false);
        assertThat(gone.silent(at(7_499))).isTrue();
        assertThat(gone.silent(at(7_500))).isFalse();
    }

    @Test
    void oneThatRefusesTwiceIsGone() {
        Vitals refused = found().missed(at(600), true);

        assertThat(refused.health()).isEqualTo(Health.LATE);
        assertThat(refused.missed(at(700), true).health()).isEqualTo(Health.GONE);
        assertThat(refused.missed(at(700), false).missed(at(800), true).health())
                .isEqualTo(Health.LATE);
    }

    @Test
    void oneThatSaidGoodbyeAndRefusesIsGoneAtOnce() {
        assertThat(found().saidGoodbye(at(100)).missed(at(101), true).health()).isEqualTo(Health.GONE);
        assertThat(found().saidGoodbye(at(100)).missed(at(1_200), true).health())
                .isEqualTo(Health.LATE);
    }

    @Test
    void anAnswerMakesAllGood() {
        Vitals back = found().missed(at(600), true).missed(at(700), true).answered(at(900), RoundTrips.NONE, INTERVAL);

        assertThat(back.health()).isEqualTo(Health.READY);
        assertThat(back.missed(at(1_400), true).health()).isEqualTo(Health.LATE);
    }

    @Test
    void oneThatIsGoneIsLookedForOftenAtFirst() {
        Vitals gone = found().missed(at(600), true).missed(at(700), true);

        assertThat(gone.due()).isEqualTo(at(1_500));
        long later = Duration.ofMinutes(11).toNanos();
        assertThat(gone.missed(later, false).due())
                .isEqualTo(later + Duration.ofSeconds(10).toNanos());
    }

    @Test
    void oneThatHasBecomeSlowIsWaitedForLongerButNotForever() {
        Vitals late = found().missed(at(600), false);

        assertThat(found().patience(at(500))).isEqualTo(Duration.ofMillis(100));
        assertThat(late.patience(at(700))).isEqualTo(Duration.ofMillis(200));
        assertThat(late.missed(at(900), false).patience(at(1_100))).isEqualTo(Duration.ofMillis(400));
        assertThat(late.missed(at(900), false).patience(at(2_300))).isEqualTo(Duration.ofMillis(200));
        assertThat(late.missed(at(900), false).patience(at(2_490))).isEqualTo(Duration.ofMillis(100));
    }

    /** However the probes fall: at intervals as among 1 to 100 peers, each begun as late as a turn of the watch makes it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 25})
    void whoFallsSilentRightAfterAnAnswerIsGoneWithinThreeSeconds(int roundTrip) {
        for (int interval = 500; interval <= 2_500; interval++) {
            for (int lag = 0; lag <= 50; lag += 10) {
                Vitals vitals = Vitals.found(0, Optional.of(Duration.ofMillis(roundTrip)), Duration.ofMillis(interval));
                long now = 0;
                while (vitals.health() != Health.GONE) {
                    long begun = vitals.due() + at(lag);
                    now = begun + vitals.patience(begun).toNanos();
                    vitals = vitals.missed(now, false);
                }
                assertThat(now).isBetween(at(2_500), at(3_000));
            }
        }
    }

    @Test
    void doubtsOfRequestsPassItByButAreNoMisses() {
        Vitals doubted = found();
        for (int request = 0; request < 1_000; request++) {
            doubted = doubted.doubted(at(100));
        }

        assertThat(doubted.health()).isEqualTo(Health.LATE);
        assertThat(doubted.due(at(100))).isTrue();
        assertThat(doubted.missed(at(200), true).health()).isEqualTo(Health.LATE);
    }

    @Property
    void whateverHappensAProbeIsDueWithinTenSeconds(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 5) Integer> events) {
        Vitals vitals = found();
        long now = 0;
        for (int event : events) {
            now += at(150);
            vitals = switch (event) {
                case 0 -> vitals.missed(now, false);
                case 1 -> vitals.missed(now, true);
                case 2 -> vitals.answered(now, vitals.roundTrips(), INTERVAL);
                case 3 -> vitals.barred(now);
                case 4 -> vitals.saidGoodbye(now);
                default -> vitals.doubted(now);
            };
        }
        assertThat(vitals.due(now + Duration.ofSeconds(10).toNanos())).isTrue();
    }

    @Test
    void theShortestOfTheLastEightRoundTripsCounts() {
        RoundTrips trips = RoundTrips.NONE.with(Duration.ofMillis(1));
        for (int more = 0; more < 7; more++) {
            trips = trips.with(Duration.ofMillis(60));
        }

        assertThat(trips.shortest()).hasValue(Duration.ofMillis(1));
        assertThat(trips.patience()).isEqualTo(Duration.ofMillis(100));
        assertThat(trips.with(Duration.ofMillis(60)).shortest()).hasValue(Duration.ofMillis(60));
        assertThat(trips.with(Duration.ofMillis(60)).patience()).isEqualTo(Duration.ofMillis(240));
        assertThat(RoundTrips.NONE.with(Duration.ofSeconds(9)).patience()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theMorePeersThereAreTheLessOftenEachIsAsked() {
        ManualTime time = new ManualTime();
        Pace pace = new Pace(time);

        assertThat(pace.interval(Profile.JAVA)).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.interval(Profile.P5)).isEqualTo(Duration.ofSeconds(1));
        pace.among(100, 60);
        assertThat(pace.interval(Profile.JAVA)).isEqualTo(Duration.ofMillis(2_500));
        assertThat(pace.interval(Profile.P5)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void peersThatNobodyLooksAtAreAskedHalfAsOften() {
        ManualTime time = new ManualTime();
        Pace pace = new Pace(time);
        time.advance(Pace.UNUSED_AFTER);
        assertThat(pace.interval(Profile.JAVA)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.interval(Profile.P5)).isEqualTo(Duration.ofSeconds(1));

        pace.used();
        assertThat(pace.interval(Profile.JAVA)).isEqualTo(Duration.ofMillis(500));
        pace.among(100, 0);
        time.advance(Pace.UNUSED_AFTER);
        assertThat(pace.interval(Profile.JAVA)).isEqualTo(Duration.ofMillis(2_500));
    }
}

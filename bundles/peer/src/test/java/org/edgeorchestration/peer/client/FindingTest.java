// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who becomes a peer, and how soon. */
class FindingTest {
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private ManualNeighbourhood around = new ManualNeighbourhood(false);

    @AfterEach
    void close() {
        around.close();
    }

    private void acceptPlaintext() {
        around.close();
        around = new ManualNeighbourhood(true);
    }

    @Test
    void oneOfOursIsAPeerSoonAfterItsAnnouncement() {
        for (int number = 1; number < 60; number++) {
            around.pass(Duration.ofMillis(993));
            around.node(number, around.ours(number));
            around.discovery.claim(Neighbourhood.sighting(number, Dialect.DUAL));

            assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(AT_ONCE);
        }

        Peer peer = around.await(1, Standing.READY);
        assertThat(peer.ours()).isTrue();
        assertThat(peer.profile()).isEqualTo("java");
        assertThat(peer.life()).isEqualTo("life-1");
        assertThat(peer.load().flatMap(Load::resources)).isPresent();
        assertThat(peer.roundTrip()).isPresent();
        assertThat(peer.node().addresses()).containsExactly(Neighbourhood.address(1));
    }

    @Test
    void oneThatIsFarAwayIsAPeerWithin300MillisecondsOfItsAnnouncementToo() {
        for (int number = 1; number < 60; number++) {
            around.pass(Duration.ofMillis(993));
            around.node(number, around.ours(number)).roundTrip(Duration.ofMillis(125));
            around.discovery.claim(Neighbourhood.sighting(number, Dialect.DUAL));

            assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void oneThatComesUpAfterItsAnnouncementIsFoundSoonAfter() {
        for (int number = 1; number < 60; number++) {
            around.discovery.claim(Neighbourhood.sighting(number, Dialect.DUAL));
            around.pass(Duration.ofMillis(7L * number));
            around.node(number, around.ours(number));

            assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"P0,POSITIONAL", "P1,POSITIONAL", "P2,POSITIONAL", "P3,POSITIONAL", "P4,KEYED", "P5,KEYED"})
    void everyProfileOfTheGoProjectIsTold(Profile profile, Dialect dialect) {
        acceptPlaintext();
        GoWords words = new GoWords(profile, Neighbourhood.KEY);
        around.node(1, words);

        around.discovery.claim(Neighbourhood.sighting(1, dialect));

        Peer peer = around.await(1, Standing.READY);
        assertThat(peer.profile()).isEqualTo(profile.word());
        assertThat(peer.ours()).isFalse();
        assertThat(peer.load().orElseThrow().goScore()).hasValue(7.5);
        assertThat(peer.load().orElseThrow().resources().isPresent()).isEqualTo(profile != Profile.P0);
        assertThat(peer.roundTrip()).isPresent();
        assertThat(words.dead).isFalse();
    }

    @Test
    void aGoNodeThatDoesNotKnowThisOneYetIsAPeerWithoutAScore() {
        GoWords words = new GoWords(Profile.P0, Neighbourhood.KEY);
        words.score = 0;
        around.node(1, words);

        around.discovery.claim(Neighbourhood.sighting(1, Dialect.POSITIONAL));

        assertThat(around.await(1, Standing.READY).load()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"P2,POSITIONAL", "P4,KEYED", "P5,KEYED"})
    void aPlaintextNodeIsBarredUnlessItIsAccepted(Profile profile, Dialect dialect) {
        around.node(1, new GoWords(profile, Neighbourhood.KEY));

        around.discovery.claim(Neighbourhood.sighting(1, dialect));

        assertThat(around.await(1, Standing.BARRED).trouble().orElseThrow()).contains("plaintext.peers");
    }

    @Test
    void oneOfOursWithAnotherKeyIsBarred() {
        around.node(1, new OurWords(Neighbourhood.id(1), Neighbourhood.address(1), Neighbourhood.OTHER_KEY));

        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));

        assertThat(around.await(1, Standing.BARRED).trouble().orElseThrow()).contains("key");
    }

    @ParameterizedTest
    @CsvSource({"P0", "P1"})
    void aSealedGoNodeWithAnotherKeyIsBarredAndLives(Profile profile) {
        acceptPlaintext();
        GoWords words = new GoWords(profile, Neighbourhood.OTHER_KEY);
        around.node(1, words);

        around.discovery.claim(Neighbourhood.sighting(1, Dialect.POSITIONAL));

        assertThat(around.await(1, Standing.BARRED).trouble().orElseThrow()).contains("key");
        assertThat(words.dead).isFalse();
    }

    @Test
    void anAddressWithoutAnIdLearnsWhoIsThere() {
        around.node(1, around.ours(1));

        around.discovery.claim(
                Neighbourhood.sighting(Optional.empty(), Dialect.NONE, false, 0, Neighbourhood.address(1)));

        around.await(1, Standing.READY);
    }

    @Test
    void aGoNodeAtAnAddressWithoutAnIdIsNoPeerSinceItTellsNoName() {
        ManualLan.Host node = around.node(1, new GoWords(Profile.P1, Neighbourhood.KEY));

        around.discovery.claim(
                Neighbourhood.sighting(Optional.empty(), Dialect.NONE, false, 0, Neighbourhood.address(1)));

        around.until(() -> node.heard("GET " + Routes.SCORE) >= 1);
        assertThat(around.transport().peers()).isEmpty();
    }

    @Test
    void whoAnswersIsWhoItProvesToBeNotWhoItIsSaidToBe() {
        around.node(1, around.ours(1));

        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(2)), Dialect.DUAL, false, 1, Neighbourhood.address(1)));

        around.await(1, Standing.READY);
        assertThat(around.gone(2)).isTrue();
    }

    @Test
    void aNodeIsFoundAtWhicheverOfItsAddressesAnswers() {
        around.node(1, around.ours(1));

        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)),
                Dialect.DUAL,
                false,
                1,
                Neighbourhood.address(77),
                Neighbourhood.address(1)));

        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aNodeThatCalledWithTheKeyIsLookedFor() {
        for (int number = 1; number < 60; number++) {
            around.pass(Duration.ofMillis(993));
            around.node(number, around.ours(number));
            around.client.heard(Neighbourhood.id(number), Neighbourhood.address(number));

            assertThat(around.until(number, Standing.READY)).isLessThanOrEqualTo(AT_ONCE);
        }

        assertThat(around.client.roundTrip(Neighbourhood.id(1))).isPresent();
    }

    @Test
    void aNodeThatIsAnnouncedElsewhereIsLookedForWhereItCallsFromToo() {
        around.node(77, around.ours(77)).silent(true);
        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)), Dialect.DUAL, false, 1, Neighbourhood.address(77)));
        around.pass(Duration.ofSeconds(10));

        around.node(1, around.ours(1));
        around.client.heard(Neighbourhood.id(1), Neighbourhood.address(1));

        // a look where it is not has half a second
        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofMillis(520));
    }

    @Test
    void thisNodeIsNoPeerOfItself() {
        ManualLan.Host mirror =
                around.node(1, new OurWords(around.self(), Neighbourhood.address(1), Neighbourhood.KEY));

        around.discovery.claim(
                Neighbourhood.sighting(Optional.empty(), Dialect.NONE, false, 0, Neighbourhood.address(1)));

        around.until(() -> mirror.heard("GET " + Routes.PING) >= 1);
        assertThat(around.transport().peers()).isEmpty();
    }

    @Test
    void aGoodbyeInTheNameOfAPeerThatIsThereChangesNothing() {
        ManualLan.Host node = around.node(1, around.ours(1));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.await(1, Standing.READY);
        long before = node.heard("POST " + Routes.SCORE);

        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)), Dialect.DUAL, true, 1, Neighbourhood.address(1)));

        around.until(() -> node.heard("POST " + Routes.SCORE) >= before + 4);
        assertThat(around.transport().peer(Neighbourhood.id(1)).orElseThrow().standing())
                .isEqualTo(Standing.READY);
    }

    @Test
    void aSpoofedAddressOfAPeerChangesNothing() {
        around.node(1, around.ours(1));
        ManualLan.Host liar =
                around.node(2, new OurWords(Neighbourhood.id(1), Neighbourhood.address(2), Neighbourhood.OTHER_KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.await(1, Standing.READY);

        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)), Dialect.DUAL, false, 2, Neighbourhood.address(2)));

        around.until(() -> liar.heard("POST " + Routes.SCORE) >= 1);
        Peer peer = around.transport().peer(Neighbourhood.id(1)).orElseThrow();
        assertThat(peer.standing()).isEqualTo(Standing.READY);
        assertThat(peer.node().addresses()).first().isEqualTo(Neighbourhood.address(1));
    }

    @Test
    void aPeerThatAnnouncesAnotherAddressIsSpokenToThere() {
        ManualLan.Host before = around.node(1, around.ours(1));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.await(1, Standing.READY);

        before.ends();
        around.node(3, new OurWords(Neighbourhood.id(1), Neighbourhood.address(3), Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)), Dialect.DUAL, false, 2, Neighbourhood.address(3)));

        Duration moved = around.until(() -> around.transport()
                .peer(Neighbourhood.id(1))
                .filter(peer -> peer.standing() == Standing.READY)
                .map(peer -> peer.node().addresses().get(0))
                .equals(Optional.of(Neighbourhood.address(3))));
        assertThat(moved).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPeerThatCallsFromAnotherAddressIsSpokenToThere() {
        ManualLan.Host before = around.node(1, around.ours(1));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.await(1, Standing.READY);
        before.ends();
        around.until(() -> around.gone(1));

        around.node(3, new OurWords(Neighbourhood.id(1), Neighbourhood.address(3), Neighbourhood.KEY));
        around.client.heard(Neighbourhood.id(1), Neighbourhood.address(3));

        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(AT_ONCE);
    }

    @Test
    void aGoNodeWithANewNameAtAnAddressThatWasAnothersIsAPeer() {
        ManualLan.Host before = around.node(1, new GoWords(Profile.P1, Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.POSITIONAL));
        around.await(1, Standing.READY);
        before.ends();
        around.until(() -> around.gone(1));

        around.node(1, new GoWords(Profile.P1, Neighbourhood.KEY));
        around.await(1, Standing.READY); // it answers, and has not said yet that it is another
        around.discovery.claim(
                Neighbourhood.sighting(1, Dialect.POSITIONAL),
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.POSITIONAL, false, 1, Neighbourhood.address(1)));

        around.await(2, Standing.READY);
        assertThat(around.gone(1)).isTrue();
    }

    @Test
    void aGoNodeIsFoundAtItsNewAddressAfterAnotherTookItsOldOne() {
        around.node(1, new GoWords(Profile.P1, Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.POSITIONAL));
        around.await(1, Standing.READY);

        around.node(3, new GoWords(Profile.P1, Neighbourhood.KEY));
        around.discovery.claim(
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(1)), Dialect.POSITIONAL, false, 2, Neighbourhood.address(3)),
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.POSITIONAL, false, 1, Neighbourhood.address(1)));
        around.pass(Names.WITHDRAWN_AFTER);
        assertThat(around.until(2, Standing.READY)).isLessThanOrEqualTo(Duration.ofSeconds(2));

        assertThat(around.until(1, Standing.READY)).isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aFalseNameAtTheAddressOfAGoNodeThatAnswersIsNoPeer() {
        ManualLan.Host node = around.node(1, new GoWords(Profile.P1, Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.POSITIONAL));
        around.await(1, Standing.READY);
        long before = node.heard("GET " + Routes.SCORE);

        around.discovery.claim(
                Neighbourhood.sighting(1, Dialect.POSITIONAL),
                Neighbourhood.sighting(
                        Optional.of(Neighbourhood.id(2)), Dialect.POSITIONAL, false, 1, Neighbourhood.address(1)));

        around.until(() -> node.heard("GET " + Routes.SCORE) >= before + 4);
        assertThat(around.gone(2)).isTrue();
        assertThat(around.gone(1)).isFalse();
    }

    @Test
    void aPlaintextNodeThatBearsTheNameOfOneOfOursIsNotSpokenToInItsPlace() {
        acceptPlaintext();
        around.node(1, around.ours(1));
        ManualLan.Host liar = around.node(2, new GoWords(Profile.P5, Neighbourhood.KEY));
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.await(1, Standing.READY);

        around.discovery.claim(Neighbourhood.sighting(
                Optional.of(Neighbourhood.id(1)), Dialect.KEYED, false, 2, Neighbourhood.address(2)));

        around.until(() -> liar.heard("POST " + Routes.SCORE) >= 1);
        around.until(() -> around.transport()
                .peer(Neighbourhood.id(1))
                .filter(peer -> peer.standing() == Standing.READY)
                .isPresent());
        Peer peer = around.transport().peer(Neighbourhood.id(1)).orElseThrow();
        assertThat(peer.profile()).isEqualTo("java");
        assertThat(peer.node().addresses()).first().isEqualTo(Neighbourhood.address(1));
    }
}

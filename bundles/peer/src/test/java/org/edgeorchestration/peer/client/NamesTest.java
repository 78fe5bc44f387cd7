// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Reception;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Go nodes tell their names by announcements, which anybody can make: when is an address another's? */
class NamesTest {
    private static final InetAddress THERE = Neighbourhood.address(1);
    private static final InetAddress ELSEWHERE = Neighbourhood.address(3);
    private static final NodeId FIRST = Neighbourhood.id(1);
    private static final NodeId SECOND = Neighbourhood.id(2);

    private final ManualTime time = new ManualTime();
    private final PeerLog log = new PeerLog();
    private final PeerTable table = new PeerTable(time, new Pace(time), log);
    private final Admission admission = new Admission(Neighbourhood.id(0), table, time, log);

    /** Where a node of that profile answers. */
    private record Way(Profile profile, Endpoint endpoint) implements PeerWire {
        @Override
        public CompletableFuture<Answer> ask(Duration within) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Reception> execute(NodeId peer, ExecutionOrder order, Duration within, Witness told) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> stop(ExecutionId execution, Duration within) {
            return new CompletableFuture<>();
        }
    }

    private static Found goNode(Profile profile, InetAddress at) {
        Load load = new Load(Optional.empty(), OptionalDouble.of(7.5), 0, 0, false);
        return new Found(
                new Way(profile, new Endpoint(at, 56_002, false)),
                new Answer(Optional.empty(), "", Optional.of(load), Optional.of(Duration.ofMillis(1))));
    }

    private static Found ours(NodeId id, InetAddress at) {
        Node self = new Node(id, "linux", List.of(at), Set.of(ExecutionType.NATIVE), Set.of());
        return new Found(
                new Way(Profile.JAVA, new Endpoint(at, 56_002, false)),
                new Answer(Optional.of(self), "life", Optional.empty(), Optional.of(Duration.ofMillis(1))));
    }

    private static Sighting says(NodeId id, InetAddress at, long spoken) {
        return Neighbourhood.sighting(Optional.of(id), Dialect.POSITIONAL, false, spoken, at);
    }

    private boolean adopted(NodeId id, Found found) {
        return admission
                .adopt(found, Optional.of(says(id, found.wire().endpoint().address(), 1)))
                .isPresent();
    }

    private boolean secondCounts() {
        return !admission.heldByOther(THERE, Optional.of(SECOND)) && adopted(SECOND, goNode(Profile.P1, THERE));
    }

    /** Somebody answers in the first one's place; then both names are announced there, the first one's with that count of words. */
    private void answersAndBothAreAnnounced(KnownPeer first, long spoken) {
        first.answered(Optional.empty());
        admission.announced(List.of(says(FIRST, THERE, spoken), says(SECOND, THERE, 1)));
    }

    private void firstIsGone() {
        KnownPeer first = table.find(FIRST).orElseThrow();
        first.missed(new NotItself(FIRST));
        first.missed(new NotItself(FIRST));
        assertThat(table.life(FIRST)).isEmpty();
    }

    @BeforeEach
    void theFirstIsKnown() {
        admission.announced(List.of(says(FIRST, THERE, 1)));
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();
        time.advance(Duration.ofMinutes(10));
    }

    @Test
    void aFalseNameAtTheAddressOfALivingPeerNeverCounts() {
        for (int minute = 0; minute < 60; minute++) {
            admission.announced(List.of(says(FIRST, THERE, 1), says(SECOND, THERE, minute)));
            assertThat(secondCounts()).isFalse();
            time.advance(Duration.ofMinutes(1));
        }
        assertThat(table.life(FIRST)).isPresent();
    }

    @Test
    void aGoodbyeInThePeersNameHelpsAFalseNameNothing() {
        Sighting goodbye = Neighbourhood.sighting(Optional.of(FIRST), Dialect.POSITIONAL, true, 1, THERE);
        admission.announced(List.of(goodbye, says(SECOND, THERE, 1)));
        time.advance(Duration.ofHours(1));

        assertThat(secondCounts()).isFalse();
    }

    @Test
    void aNameThatIsNotAnnouncedAnyMoreGivesWay() {
        admission.announced(List.of(says(SECOND, THERE, 1)));
        assertThat(secondCounts())
                .isFalse(); // for a moment nothing may be announced, as when this node's discovery begins anew
        time.advance(Names.WITHDRAWN_AFTER.plusSeconds(1));

        assertThat(secondCounts()).isTrue();
        assertThat(table.life(FIRST)).isEmpty();
        assertThat(table.life(SECOND)).isPresent();
    }

    @Test
    void aNameThatIsAnnouncedElsewhereGivesWay() {
        admission.announced(List.of(says(FIRST, ELSEWHERE, 2), says(SECOND, THERE, 1)));
        time.advance(Names.WITHDRAWN_AFTER.plusSeconds(1));

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void aNameThatIsOnlyAnnouncedFromElsewhereGivesWay() {
        Sighting fromElsewhere = saysFromElsewhere(FIRST);
        admission.announced(List.of(fromElsewhere, says(SECOND, THERE, 1)));
        assertThat(secondCounts()).isFalse();
        time.advance(Names.WITHDRAWN_AFTER.plusSeconds(1));
        admission.announced(List.of(fromElsewhere, says(SECOND, THERE, 1)));

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void aNameThatIsOnlyAnnouncedFromElsewhereGivesWayToNoOtherSuchName() {
        List<Sighting> fromElsewhere = List.of(saysFromElsewhere(FIRST), saysFromElsewhere(SECOND));
        admission.announced(fromElsewhere);
        time.advance(Duration.ofHours(1));
        admission.announced(fromElsewhere);

        assertThat(secondCounts()).isFalse();
    }

    private static Sighting saysFromElsewhere(NodeId id) {
        return new Sighting(
                Optional.of(id), "linux", List.of(THERE), Set.of(), Set.of(), Dialect.POSITIONAL, false, false, 1);
    }

    @Test
    void aPeerThatWasNeverAnnouncedDoesNotGiveWayForThat() {
        NodeId called = Neighbourhood.id(5);
        InetAddress at = Neighbourhood.address(5);
        Sighting unannounced = Neighbourhood.sighting(Optional.of(called), Dialect.NONE, false, 0, at);
        admission.adopt(goNode(Profile.P1, at), Optional.of(unannounced));
        admission.announced(List.of(says(SECOND, at, 1)));
        time.advance(Duration.ofHours(1));

        assertThat(admission.heldByOther(at, Optional.of(SECOND))).isTrue();
    }

    @Test
    void whoComesUpWhereAPeerWasAwayCountsThoughThePeerSeemsBack() {
        time.advance(Duration.ofSeconds(3));
        firstIsGone();
        time.advance(Duration.ofSeconds(3));
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();
        time.advance(Duration.ofSeconds(1));
        admission.announced(List.of(says(FIRST, THERE, 1), says(SECOND, THERE, 1)));

        assertThat(secondCounts()).isTrue();
        assertThat(admission.heldByOther(THERE, Optional.of(FIRST))).isTrue();
    }

    @Test
    void whatAPeerSaidJustBeforeItEndedDoesNotMeanThatItIsBack() {
        admission.announced(List.of(says(FIRST, THERE, 2)));
        time.advance(Duration.ofMillis(100));
        firstIsGone();
        time.advance(Duration.ofSeconds(1));
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();
        admission.announced(List.of(says(FIRST, THERE, 2), says(SECOND, THERE, 1)));

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void onePeerMayEndAndAnotherComeUpBetweenTwoQuestions() {
        KnownPeer first = table.find(FIRST).orElseThrow();
        first.missed(new NotItself(FIRST));
        time.advance(Duration.ofMillis(100));
        answersAndBothAreAnnounced(first, 1);
        assertThat(first.vitals().health()).isEqualTo(Vitals.Health.READY);

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void aNameThatWasOnlySaidLongAgoGivesWayToWhoeverSaysThatItHasComeUp() {
        NodeId old = Neighbourhood.id(7);
        admission.announced(List.of(says(old, ELSEWHERE, 1)));
        time.advance(Duration.ofSeconds(10));
        assertThat(adopted(old, goNode(Profile.P1, ELSEWHERE))).isTrue();
        time.advance(Duration.ofMillis(50));
        admission.announced(List.of(says(old, ELSEWHERE, 1), says(SECOND, ELSEWHERE, 1)));

        assertThat(admission.heldByOther(ELSEWHERE, Optional.of(SECOND))).isFalse();
        assertThat(adopted(SECOND, goNode(Profile.P1, ELSEWHERE))).isTrue();
        assertThat(admission.heldByOther(ELSEWHERE, Optional.of(old))).isTrue();
    }

    @Test
    void aNameThatWasSaidWhenItsNodeWasMetStays() {
        NodeId fresh = Neighbourhood.id(7);
        admission.announced(List.of(says(fresh, ELSEWHERE, 1)));
        time.advance(Duration.ofSeconds(1));
        assertThat(adopted(fresh, goNode(Profile.P1, ELSEWHERE))).isTrue();
        time.advance(Duration.ofSeconds(1));
        admission.announced(List.of(says(fresh, ELSEWHERE, 1), says(SECOND, ELSEWHERE, 1)));

        assertThat(admission.heldByOther(ELSEWHERE, Optional.of(SECOND))).isTrue();
    }

    @Test
    void whoeverSaidItEarlierDoesNotCount() {
        NodeId later = Neighbourhood.id(7);
        admission.announced(List.of(says(SECOND, ELSEWHERE, 1)));
        time.advance(Duration.ofSeconds(1));
        admission.announced(List.of(says(SECOND, ELSEWHERE, 1), says(later, ELSEWHERE, 1)));
        time.advance(Duration.ofSeconds(10));
        assertThat(adopted(later, goNode(Profile.P1, ELSEWHERE))).isTrue();

        assertThat(admission.heldByOther(ELSEWHERE, Optional.of(SECOND))).isTrue();
    }

    @Test
    void anAbsenceIsNotForgottenForAnAnswerThatWasLateAfterIt() {
        KnownPeer first = table.find(FIRST).orElseThrow();
        first.missed(new NotItself(FIRST));
        time.advance(Duration.ofMillis(100));
        first.missed(new IOException("late"));
        time.advance(Duration.ofMillis(100));
        answersAndBothAreAnnounced(first, 1);

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void whatASlowPeerSaidBeforeItEndedDoesNotMeanThatItIsBack() {
        KnownPeer first = table.find(FIRST).orElseThrow();
        first.missed(new IOException("late"));
        time.advance(Duration.ofMillis(100));
        admission.announced(List.of(says(FIRST, THERE, 2)));
        admission.heard(FIRST, THERE);
        time.advance(Duration.ofMillis(100));
        first.missed(new NotItself(FIRST));
        time.advance(Duration.ofMillis(100));
        answersAndBothAreAnnounced(first, 2);

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void whereAPeerHadAnotherKeyAndMissedAQuestionThenWhoComesUpCounts() {
        KnownPeer first = table.find(FIRST).orElseThrow();
        first.missed(Barred.otherKey(Profile.P1, new Endpoint(THERE, 56_002, false)));
        time.advance(Duration.ofSeconds(10));
        first.missed(new IOException("late"));
        time.advance(Duration.ofMillis(100));
        answersAndBothAreAnnounced(first, 1);

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void aPeerThatWasOnlyLateDoesNotGiveWay() {
        KnownPeer first = table.find(FIRST).orElseThrow();
        first.missed(new IOException("late"));
        time.advance(Duration.ofMillis(100));
        answersAndBothAreAnnounced(first, 1);

        assertThat(secondCounts()).isFalse();
    }

    @Test
    void whoCalledBeforeItEndedHoldsTheAddressNoMore() {
        admission.heard(FIRST, THERE);
        time.advance(Duration.ofSeconds(1));
        firstIsGone();
        time.advance(Duration.ofSeconds(1));
        admission.heard(SECOND, THERE);
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void whoCalledBeforeItGaveWayDoesNotTakeItsAddressBack() {
        admission.heard(FIRST, THERE);
        time.advance(Duration.ofSeconds(1));
        firstIsGone();
        time.advance(Duration.ofSeconds(1));
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();
        admission.announced(List.of(says(FIRST, THERE, 1), says(SECOND, THERE, 1)));
        assertThat(secondCounts()).isTrue();

        assertThat(admission.heldByOther(THERE, Optional.of(FIRST))).isTrue();
    }

    @Test
    void aPeerThatWasAwayAndSaysItIsBackStays() {
        firstIsGone();
        time.advance(Duration.ofSeconds(3));
        admission.announced(List.of(says(FIRST, THERE, 2)));
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();
        admission.announced(List.of(says(FIRST, THERE, 2), says(SECOND, THERE, 1)));

        assertThat(secondCounts()).isFalse();
    }

    @Test
    void whatIsSaidLongAfterAnAbsenceDoesNotCount() {
        firstIsGone();
        assertThat(adopted(FIRST, goNode(Profile.P1, THERE))).isTrue();
        time.advance(Names.ARRIVED_WITHIN.plusSeconds(1));
        admission.announced(List.of(says(FIRST, THERE, 1), says(SECOND, THERE, 1)));

        assertThat(secondCounts()).isFalse();
    }

    @Test
    void theNameInACallWithTheKeyFromTheAddressCounts() {
        admission.heard(SECOND, THERE);

        assertThat(secondCounts()).isTrue();
        assertThat(table.life(FIRST)).isEmpty();
    }

    @Test
    void aRecordedCallThatIsSentFromElsewhereCountsForNothing() {
        admission.heard(SECOND, ELSEWHERE);

        assertThat(secondCounts()).isFalse();
    }

    @Test
    void aPeerThatCallsWithTheKeyHoldsItsAddressAgainstEverything() {
        time.advance(Duration.ofSeconds(1));
        admission.heard(FIRST, THERE);
        admission.heard(SECOND, THERE);
        admission.announced(List.of(says(SECOND, THERE, 1)));
        time.advance(Names.PROVED_FOR.minusSeconds(1));
        assertThat(secondCounts()).isFalse();
        time.advance(Duration.ofSeconds(2));
        admission.heard(SECOND, THERE);

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void aFalseCallerFillsNoMemory() {
        for (int number = 0; number < 10_000; number++) {
            admission.heard(SECOND, Neighbourhood.address(number % 256));
            admission.announced(List.of(says(Neighbourhood.id(100 + number), ELSEWHERE, 1)));
        }
        admission.heard(SECOND, THERE);

        assertThat(secondCounts()).isTrue();
    }

    @Test
    void aFalseCallerWithManyAddressesMakesNobodyForgetWhoCalled() throws UnknownHostException {
        admission.heard(FIRST, THERE);
        for (int number = 0; number < 10_000; number++) {
            byte[] own = {10, 0, (byte) (number >> 8), (byte) number};
            admission.heard(SECOND, InetAddress.getByAddress(own));
        }
        admission.heard(SECOND, THERE);

        assertThat(secondCounts()).isFalse();
    }

    @Test
    void aPeerThatProvesItsNameGivesWayToNoneThatDoesNot() {
        NodeId proved = Neighbourhood.id(7);
        assertThat(adopted(proved, ours(proved, ELSEWHERE))).isTrue();
        admission.heard(SECOND, ELSEWHERE);
        admission.announced(List.of(says(FIRST, THERE, 1), says(SECOND, ELSEWHERE, 1)));
        time.advance(Duration.ofHours(1));

        assertThat(admission.heldByOther(ELSEWHERE, Optional.of(SECOND))).isTrue();
    }

    @Test
    void oneOfOursWhereAGoNodeWasTakesItsPlace() {
        NodeId proved = Neighbourhood.id(7);

        assertThat(adopted(proved, ours(proved, THERE))).isTrue();

        assertThat(table.life(FIRST)).isEmpty();
    }

    @Test
    void aPeerThatAnswersIsNotMovedByWhoeverBearsItsName() {
        assertThat(adopted(FIRST, goNode(Profile.P1, ELSEWHERE))).isFalse();
        assertThat(table.find(FIRST).orElseThrow().state().wire().endpoint().address())
                .isEqualTo(THERE);
    }

    @Test
    void aPeerThatIsLateMayHaveMovedButNotToAWireThatProvesLess() {
        table.find(FIRST).orElseThrow().doubted("too slow");

        assertThat(adopted(FIRST, goNode(Profile.P5, ELSEWHERE))).isFalse();
        assertThat(adopted(FIRST, goNode(Profile.P1, ELSEWHERE))).isTrue();
    }

    @Test
    void aNodeOfOursIsNotMovedToAWireThatProvesNothing() {
        NodeId proved = Neighbourhood.id(7);
        InetAddress at = Neighbourhood.address(7);
        adopted(proved, ours(proved, at));
        table.find(proved).orElseThrow().doubted("too slow");

        assertThat(adopted(proved, goNode(Profile.P5, ELSEWHERE))).isFalse();
        assertThat(table.find(proved).orElseThrow().state().wire().profile()).isEqualTo(Profile.JAVA);
    }
}

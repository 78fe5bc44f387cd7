// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private final Claims claims = new Claims();

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Sighting sighting(int number, boolean credible, long spoken, int... addresses) {
        return new Sighting(
                Optional.of(Neighbourhood.id(number)),
                "",
                IntStream.of(addresses).mapToObj(ClaimsTest::address).toList(),
                Set.of(),
                Set.of(),
                Dialect.DUAL,
                credible,
                false,
                spoken);
    }

    private static List<Sighting> many(int first, int number, boolean credible) {
        return IntStream.range(first, first + number)
                .mapToObj(each -> sighting(each, credible, 0, each))
                .toList();
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private int nextId(long now) {
        return claims.next(now)
                .flatMap(Claim::id)
                .map(id -> IntStream.range(0, 5_000)
                        .filter(number -> Neighbourhood.id(number).equals(id))
                        .findFirst()
                        .orElseThrow())
                .orElse(-1);
    }

    @Test
    void theTableIsBoundedAndKeepsRoomForCredibleClaims() {
        claims.claimed(many(0, 3_000, false), 0);
        assertThat(claims.size()).isEqualTo(Claims.MOST);

        List<Sighting> all = new ArrayList<>(many(0, 3_000, false));
        all.addAll(many(4_000, 3, true));
        claims.claimed(all, 0);

        assertThat(claims.size()).isEqualTo(Claims.MOST);
        assertThat(nextId(0)).isBetween(4_000, 4_002);
    }

    @Test
    void whatIsConfiguredIsKeptOutByNothingThatIsAnnounced() {
        claims.claimed(many(0, Claims.MOST, true), 0);
        List<Sighting> all = new ArrayList<>(many(0, Claims.MOST, true));
        InetAddress configured = address(5_000);
        all.add(new Sighting(
                Optional.empty(), "", List.of(configured), Set.of(), Set.of(), Dialect.NONE, true, false, 1));

        claims.claimed(all, 0);

        assertThat(claims.size()).isEqualTo(Claims.MOST);
        assertThat(Stream.generate(() -> claims.next(0)).limit(Claims.MOST).map(next -> next.orElseThrow()
                        .begin()))
                .contains(configured);
    }

    @Test
    void credibleClaimsComeFirstThenNewOnes() {
        claims.claimed(List.of(sighting(1, false, 0, 1), sighting(2, true, 0, 2)), 0);
        claims.claimed(List.of(sighting(1, false, 0, 1), sighting(2, true, 0, 2), sighting(3, true, 0, 3)), 0);

        assertThat(nextId(0)).isEqualTo(3);
        claims.next(0).orElseThrow().begin();
        assertThat(nextId(0)).isEqualTo(2);
        claims.next(0).orElseThrow().begin();
        assertThat(nextId(0)).isEqualTo(1);
        claims.next(0).orElseThrow().begin();
        assertThat(claims.next(0)).isEmpty();
    }

    @Test
    void whoCalledWithTheKeyComesBeforeAll() {
        claims.claimed(many(0, Claims.MOST, true), 0);

        claims.heard(Neighbourhood.id(4_000), address(4_000), 0);

        assertThat(claims.size()).isEqualTo(Claims.MOST);
        assertThat(nextId(0)).isEqualTo(4_000);
    }

    @Test
    void whoCalledIsKeptForAMinuteWithoutBeingAnnounced() {
        claims.heard(Neighbourhood.id(1), address(1), 0);

        claims.claimed(List.of(), at(59_000));
        assertThat(claims.size()).isEqualTo(1);
        claims.claimed(List.of(), at(61_000));
        assertThat(claims.size()).isZero();
    }

    @Test
    void namesAtAnAddressWhereNobodyAnsweredComeAfterOthers() {
        claims.claimed(List.of(sighting(1, true, 0, 66), sighting(2, true, 0, 5), sighting(3, true, 0, 66)), 0);
        claims.inVain(address(66));

        assertThat(nextId(0)).isEqualTo(2);
    }

    @Test
    void eachFailureMakesTheNextAttemptLater() {
        claims.claimed(List.of(sighting(1, true, 0, 1)), 0);
        Claim claim = claims.next(0).orElseThrow();

        claim.begin();
        claims.failed(claim, 0);
        assertThat(claim.due(at(99))).isFalse();
        assertThat(claim.due(at(100))).isTrue();
        claim.begin();
        claims.failed(claim, at(100));
        assertThat(claim.due(at(299))).isFalse();
        assertThat(claim.due(at(300))).isTrue();
        for (int more = 0; more < 100; more++) {
            claim.begin();
            claims.failed(claim, 0);
        }
        assertThat(claim.due(at(Claims.SOON.toMillis()))).isTrue();
    }

    @Test
    void ofManyEachIsLookedIntoSeldom() {
        claims.claimed(
                IntStream.range(0, 200)
                        .mapToObj(number -> sighting(number, true, 0, number))
                        .toList(),
                0);
        Claim claim = claims.next(0).orElseThrow();
        for (int more = 0; more < 100; more++) {
            claim.begin();
            claims.failed(claim, 0);
        }
        assertThat(claim.due(at(Claims.SOON.toMillis()))).isFalse();
        assertThat(claim.due(at(Claims.SELDOM.toMillis()))).isTrue();
    }

    @Test
    void whoAsksForAttentionGetsAnotherLook() {
        claims.claimed(List.of(sighting(1, true, 1, 1)), 0);
        Claim claim = claims.next(0).orElseThrow();
        claim.begin();
        claims.failed(claim, 0);
        assertThat(claims.next(at(10))).isEmpty();

        claims.claimed(List.of(sighting(1, true, 1, 1)), at(10));
        assertThat(claims.next(at(10))).isEmpty();
        claims.claimed(List.of(sighting(1, true, 2, 1)), at(10));
        assertThat(claims.next(at(10))).hasValue(claim);
    }

    @Test
    void addressesAreTriedInTurn() {
        claims.claimed(List.of(sighting(1, true, 0, 1, 2)), 0);
        Claim claim = claims.next(0).orElseThrow();

        assertThat(Stream.generate(() -> {
                            InetAddress next = claim.begin();
                            claims.failed(claim, 0);
                            return next;
                        })
                        .limit(4))
                .containsExactly(address(1), address(2), address(1), address(2));
    }

    @Test
    void aClaimWithoutAnAddressWaits() {
        claims.claimed(List.of(sighting(1, true, 0)), 0);

        assertThat(claims.next(0)).isEmpty();
    }

    @Test
    void thousandsOfNamesThatComeAndGoLeaveNothingBehind() {
        List<Sighting> lasting = List.of(sighting(0, true, 0, 0));
        claims.claimed(lasting, 0);
        Claim first = claims.next(0).orElseThrow();

        for (int wave = 0; wave < 200; wave++) {
            List<Sighting> all = new ArrayList<>(many(1 + wave * 1_500, 1_500, wave % 2 == 0));
            all.addAll(lasting);
            claims.claimed(all, 0);
            claims.next(0).ifPresent(claim -> {
                claims.inVain(claim.begin());
                claims.failed(claim, 0);
            });
            assertThat(claims.size()).isLessThanOrEqualTo(Claims.MOST);
        }
        claims.claimed(lasting, 0);

        assertThat(claims.size()).isEqualTo(1);
        assertThat(claims.next(at(60_000))).hasValue(first);
    }
}

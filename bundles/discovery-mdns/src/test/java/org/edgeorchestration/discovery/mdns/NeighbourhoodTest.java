// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.Claim.Kind;
import org.edgeorchestration.discovery.mdns.Neighbourhood.Effect;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodTest {
    private static final InetAddress HOME = NodeAt.address("192.0.2.1");
    private static final InetAddress NEW_HOME = NodeAt.address("192.0.2.2");
    private static final InetAddress STRANGER = NodeAt.address("192.0.2.66");

    private final Neighbourhood neighbourhood = new Neighbourhood();
    private long now;

    @Test
    void believesMostWhoSpeaksFromWhereItSaysItIs() {
        assertThat(hear(full(HOME), HOME)).isEqualTo(Effect.CHANGED);
        assertThat(only().credible()).isTrue();
        assertThat(only().addresses()).containsExactly(HOME);
    }

    @Test
    void listsWhoSpeaksFromElsewhereWithoutBelievingIt() {
        hear(full(HOME), STRANGER);
        assertThat(only().credible()).isFalse();
        hear(full(HOME), HOME);
        assertThat(only().credible()).isTrue();
    }

    @Test
    void letsNobodySpeakForANodeThatSpeaksForItself() {
        hear(full(HOME), HOME);
        assertThat(hear(full(STRANGER, NEW_HOME), HOME)).isEqualTo(Effect.NONE);
        assertThat(hear(text("ls"), STRANGER)).isEqualTo(Effect.NONE);
        assertThat(only().addresses()).containsExactly(HOME);
        assertThat(only().services()).isEmpty();
    }

    @Test
    void followsANodeThatMoves() {
        hear(full(HOME), HOME);
        assertThat(hear(full(NEW_HOME), NEW_HOME)).isEqualTo(Effect.CHANGED);
        assertThat(only().addresses()).containsExactly(NEW_HOME);
        assertThat(only().spoken()).isEqualTo(2);
    }

    @Test
    void forgetsNoAddressesForAPacketWithout() {
        hear(full(HOME), HOME);
        assertThat(hear(text("ls"), HOME)).isEqualTo(Effect.CHANGED);
        assertThat(only().addresses()).containsExactly(HOME);
        assertThat(only().services()).containsExactly("ls");
    }

    @Test
    void takesNobodyInWhoDoesNotSayWhereItIs() {
        assertThat(hear(text(), HOME)).isEqualTo(Effect.NONE);
        assertThat(hear(new Claim(id(1), Optional.empty(), List.of(HOME), false, Kind.ANSWER), HOME))
                .isEqualTo(Effect.NONE);
        assertThat(neighbourhood.sightings()).isEmpty();
    }

    /** What the library JmDNS 3.6.5 sends for a service of its own: SRV alone, and PTR, SRV and TXT; addresses go elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000100000001000015656467652d6f726368657374726174696f6e2d6a310e5f6f726368657374726174696f6e045f746370056c6f"
                        + "63616c0000ff0001c00c0021000100000e10001e00000000dac215656467652d6f726368657374726174696f6e2d6a31c036",
                "0000840000000003000000000e5f6f726368657374726174696f6e045f746370056c6f63616c00000c000100000e10001815656467652d6f72"
                        + "6368657374726174696f6e2d6a31c00cc0310021800100000e10001e00000000dac215656467652d6f726368657374726174696f6e2d6a31"
                        + "c020c0310010800100000e1000220e506c6174666f726d3d6c696e75781245786563547970653d636f6e7461696e6572"
            })
    void takesNothingAwayForThePacketsOfALibraryThatSendsAddressesApart(String packet) {
        Decoded decoded = MessageReader.read(ByteBuffer.wrap(HexFormat.of().parseHex(packet)));
        List<Claim> claims = Claim.of(((Decoded.Understood) decoded).message(), HOME);
        NodeId id = claims.get(0).id();
        assertThat(hear(claims.get(0), HOME)).isEqualTo(Effect.NONE);
        hear(new Claim(id, Optional.of(said()), List.of(HOME), false, Kind.ANSWER), HOME);
        hear(claims.get(0), HOME);
        assertThat(only().addresses()).containsExactly(HOME);
    }

    @Test
    void marksWhoSaysGoodbyeUntilItIsBackInFull() {
        hear(full(HOME), HOME);
        Claim goodbye = new Claim(id(1), Optional.of(said()), List.of(), true, Kind.ARRIVAL);
        assertThat(hear(goodbye, STRANGER))
                .as("it is looked into, whoever said it")
                .isEqualTo(Effect.CHANGED);
        assertThat(only().leaving()).isTrue();
        assertThat(only().spoken()).isEqualTo(1);
        assertThat(hear(goodbye, HOME)).isEqualTo(Effect.NONE);
        assertThat(hear(text(), HOME)).isEqualTo(Effect.NONE);
        assertThat(only().leaving()).isTrue();
        long spoken = only().spoken();
        pass(Duration.ofMillis(999));
        assertThat(hear(full(HOME), HOME)).as("it was given before the goodbye").isEqualTo(Effect.NONE);
        pass(Duration.ofMillis(1));
        assertThat(hear(full(HOME), HOME)).isEqualTo(Effect.CHANGED);
        assertThat(only().leaving()).isFalse();
        assertThat(only().spoken()).isGreaterThan(spoken);
    }

    @Test
    void seesWhoComesBackAtOnce() {
        hear(full(HOME), HOME);
        hear(new Claim(id(1), Optional.of(said()), List.of(), true, Kind.ARRIVAL), HOME);
        hear(new Claim(id(1), Optional.of(said()), List.of(HOME), false, Kind.ADVERTISEMENT), HOME);
        assertThat(only().leaving()).isFalse();
    }

    @Test
    void takesTheSameNameInOtherLettersForTheSameNode() {
        hear(full(HOME), HOME);
        hear(
                new Claim(
                        new NodeId(id(1).value().toUpperCase(Locale.ROOT)),
                        Optional.of(said()),
                        List.of(HOME),
                        false,
                        Kind.ANSWER),
                HOME);
        assertThat(only().id()).contains(id(1));
    }

    @Test
    void tellsAStartFromTheMinutelyAdvertisement() {
        Claim advertisement = new Claim(id(1), Optional.of(said()), List.of(HOME), false, Kind.ADVERTISEMENT);
        hear(advertisement, HOME);
        pass(Duration.ofMillis(2));
        assertThat(hear(advertisement, HOME))
                .as("from another of its addresses")
                .isEqualTo(Effect.NONE);
        for (int minute = 0; minute < 3; minute++) {
            pass(Duration.ofSeconds(54));
            assertThat(hear(advertisement, HOME)).isEqualTo(Effect.NONE);
        }
        pass(Duration.ofSeconds(20));
        assertThat(hear(advertisement, HOME)).isEqualTo(Effect.CHANGED);
        assertThat(only().spoken()).isEqualTo(2);
        assertThat(hear(new Claim(id(1), Optional.of(said()), List.of(HOME), false, Kind.ARRIVAL), HOME))
                .isEqualTo(Effect.CHANGED);
        assertThat(hear(full(HOME), HOME)).as("an answer").isEqualTo(Effect.NONE);
    }

    @Test
    void asksAfterTheSilentAndForgetsThemLater() {
        hear(full(HOME), HOME);
        pass(Neighbourhood.SILENT);
        assertThat(neighbourhood.hasSilent(now)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(neighbourhood.hasSilent(now)).isTrue();
        assertThat(neighbourhood.forgetSilent(now)).isFalse();
        pass(Neighbourhood.GONE.minus(Neighbourhood.SILENT));
        assertThat(neighbourhood.forgetSilent(now)).isTrue();
        assertThat(neighbourhood.sightings()).isEmpty();
        assertThat(neighbourhood.isFamiliar(HOME)).isFalse();
    }

    @Test
    void keepsWhomItKnowsHoweverManyAreMadeUp() {
        hear(full(HOME), HOME);
        for (int i = 2; i < 10_002; i++) {
            Claim made = new Claim(id(i), Optional.of(said()), List.of(STRANGER), false, Kind.ANSWER);
            hear(made, STRANGER);
        }
        assertThat(neighbourhood.sightings()).hasSize(1 + Neighbourhood.MOST_OF_ONE_SOURCE);
        for (int i = 2; i < 10_002; i++) {
            InetAddress source = NodeAt.address("10.0." + i / 250 + "." + i % 250);
            hear(new Claim(id(100_000 + i), Optional.of(said()), List.of(source), false, Kind.ANSWER), source);
        }
        assertThat(neighbourhood.sightings()).hasSize(Neighbourhood.MOST);
        assertThat(neighbourhood.sightings()).anyMatch(sighting -> sighting.id().equals(Optional.of(id(1))));
        assertThat(hear(full(NEW_HOME), NEW_HOME)).isEqualTo(Effect.CHANGED);
    }

    @Test
    void hasRoomForANewNodeHoweverManyNamesAFewSourcesMakeUp() {
        hear(full(HOME), HOME);
        fill();
        assertThat(neighbourhood.sightings()).hasSize(Neighbourhood.MOST);
        for (int i = 0; i < 200; i++) {
            pass(Duration.ofSeconds(1));
            InetAddress own = NodeAt.address("192.0.2." + (10 + i));
            assertThat(hear(named(50_000 + i, own), own)).isEqualTo(Effect.CHANGED);
            fill();
        }
        assertThat(neighbourhood.sightings())
                .hasSize(Neighbourhood.MOST)
                .extracting(sighting -> sighting.id().orElseThrow())
                .contains(id(1), id(50_000), id(50_199));
    }

    @Test
    void takesAwayWhatASourceMadeUpAndNotTheNodeThatIsThere() {
        hear(full(HOME), HOME);
        for (int i = 2; i <= Neighbourhood.MOST_OF_ONE_SOURCE; i++) {
            pass(Duration.ofMillis(1));
            hear(named(i, HOME), HOME);
        }
        for (int source = 0; source < 30; source++) {
            for (int i = 0; i < 32; i++) {
                InetAddress from = NodeAt.address("10.1.0." + source);
                hear(named(1_000 + source * 100 + i, from), from);
            }
        }
        pass(Duration.ofSeconds(30));
        hear(full(HOME), HOME);
        assertThat(hear(named(9_999, NEW_HOME), NEW_HOME)).isEqualTo(Effect.CHANGED);
        hear(named(9_998, NEW_HOME), NEW_HOME);
        assertThat(neighbourhood.sightings())
                .extracting(sighting -> sighting.id().orElseThrow())
                .contains(id(1), id(62), id(9_998), id(9_999))
                .doesNotContain(id(63), id(64));
    }

    @Test
    void hasRoomForANewNodeHoweverManyServicesAFewNamesHave() {
        String[] services = IntStream.range(0, NodeText.MOST_SERVICES)
                .mapToObj(each -> "s" + each)
                .toArray(String[]::new);
        for (int i = 0; i < 1_000; i++) {
            InetAddress from = NodeAt.address("10.1.0." + i / 50);
            hear(new Claim(id(100 + i), Optional.of(said(services)), List.of(from), false, Kind.ANSWER), from);
        }
        assertThat(hear(named(2_000, STRANGER), STRANGER)).isEqualTo(Effect.CHANGED);
    }

    /** Twenty sources announce as many names as they may. */
    private void fill() {
        for (int source = 0; source < 20; source++) {
            for (int i = 0; i < Neighbourhood.MOST_OF_ONE_SOURCE; i++) {
                InetAddress from = NodeAt.address("10.1.0." + source);
                hear(named(1_000 + source * 100 + i, from), from);
            }
        }
    }

    private static Claim named(int number, InetAddress at) {
        return new Claim(id(number), Optional.of(said()), List.of(at), false, Kind.ANSWER);
    }

    @Test
    void learnsFromEveryCompletePacketThatARealGoNodeSent() {
        for (CapturedPacket packet : CapturedPacket.all()) {
            InetAddress source = NodeAt.address("10.9.0.1");
            Claim.of(packet.message(), source).forEach(claim -> hear(claim, source));
        }
        assertThat(neighbourhood.sightings())
                .hasSize(2)
                .allMatch(Sighting::credible)
                .allMatch(sighting -> sighting.executionTypes().equals(Set.of(ExecutionType.CONTAINER)))
                .extracting(Sighting::dialect)
                .containsExactlyInAnyOrder(Sighting.Dialect.KEYED, Sighting.Dialect.POSITIONAL);
    }

    private Effect hear(Claim claim, InetAddress source) {
        return neighbourhood.hear(claim, source, now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Sighting only() {
        assertThat(neighbourhood.sightings()).hasSize(1);
        return neighbourhood.sightings().get(0);
    }

    private static Claim full(InetAddress... addresses) {
        return new Claim(id(1), Optional.of(said()), List.of(addresses), false, Kind.ANSWER);
    }

    private static Claim text(String... services) {
        return new Claim(id(1), Optional.of(said(services)), List.of(), false, Kind.ANSWER);
    }

    private static NodeText said(String... services) {
        return new NodeText("linux", Optional.of(ExecutionType.NATIVE), Set.of(services), Sighting.Dialect.DUAL);
    }

    private static NodeId id(int number) {
        return NodeId.of(new UUID(0, number));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.Claim.Kind;
import org.edgeorchestration.discovery.mdns.Neighbourhood.Effect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of a node that is on the same two links as this one, and names on each the address there first. */
class TwoOrdersTest {
    private static final InetAddress WIRED = NodeAt.address("192.0.2.7");
    private static final InetAddress WIRELESS = NodeAt.address("198.51.100.7");
    private static final InetAddress NEW = NodeAt.address("198.51.100.8");

    private final Neighbourhood neighbourhood = new Neighbourhood();
    private long now;

    @BeforeEach
    void meet() {
        assertThat(hear(Kind.ADVERTISEMENT, WIRED, WIRED, WIRELESS)).isEqualTo(Effect.CHANGED);
        hear(Kind.ARRIVAL, WIRED, WIRED, WIRELESS);
    }

    @Test
    void asksForNoAttentionByTheOtherOrder() {
        Sighting known = only();
        assertThat(hear(Kind.ADVERTISEMENT, WIRELESS, WIRELESS, WIRED)).isEqualTo(Effect.NONE);
        for (int minute = 0; minute < 5; minute++) {
            pass(Duration.ofSeconds(58));
            assertThat(hear(Kind.ADVERTISEMENT, WIRED, WIRED, WIRELESS)).isEqualTo(Effect.NONE);
            pass(Duration.ofMillis(1));
            assertThat(hear(Kind.ADVERTISEMENT, WIRELESS, WIRELESS, WIRED)).isEqualTo(Effect.NONE);
            assertThat(hear(Kind.ANSWER, WIRELESS, WIRELESS, WIRED)).isEqualTo(Effect.NONE);
        }
        assertThat(only()).isEqualTo(known);
    }

    @Test
    void isInAnotherOrderOnceItAnnouncesThat() {
        assertThat(hear(Kind.ARRIVAL, WIRELESS, WIRELESS, WIRED)).isEqualTo(Effect.CHANGED);
        assertThat(only().addresses()).containsExactly(WIRELESS, WIRED);
    }

    @Test
    void isElsewhereAtOnceWhereAnAddressIsNew() {
        assertThat(hear(Kind.ANSWER, NEW, NEW, WIRED)).isEqualTo(Effect.CHANGED);
        assertThat(only().addresses()).containsExactly(NEW, WIRED);
    }

    private Effect hear(Kind kind, InetAddress source, InetAddress... addresses) {
        NodeText text = new NodeText("linux", Optional.of(ExecutionType.NATIVE), Set.of(), Sighting.Dialect.DUAL);
        Claim claim = new Claim(NodeId.of(new UUID(0, 1)), Optional.of(text), List.of(addresses), false, kind);
        return neighbourhood.hear(claim, source, now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Sighting only() {
        assertThat(neighbourhood.sightings()).hasSize(1);
        return neighbourhood.sightings().get(0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutpostsTest {
    private static final long SECOND = 1_000_000_000;
    private static final InetAddress ONE = NodeAt.address("198.51.100.1");
    private static final InetAddress OTHER = NodeAt.address("198.51.100.2");

    private final Outposts outposts = new Outposts();
    private final Set<InetAddress> heard = new HashSet<>();

    @Test
    void whoIsNewIsAdvertisedToAtOnce() {
        outposts.are(List.of(ONE), 0);
        assertThat(outposts.untilNext(0)).isZero();
        assertThat(due(0)).containsExactly(ONE);
        assertThat(due(0)).isEmpty();
        outposts.are(List.of(ONE, OTHER), SECOND);
        assertThat(due(SECOND)).containsExactly(OTHER);
    }

    @Test
    void whoWasNotHeardOfIsAdvertisedToEveryFiveSeconds() {
        outposts.are(List.of(ONE), 0);
        due(0);
        assertThat(outposts.untilNext(0)).isEqualTo(5 * SECOND);
        assertThat(due(5 * SECOND - 1)).isEmpty();
        assertThat(due(5 * SECOND)).containsExactly(ONE);
        heard.add(ONE);
        assertThat(due(10 * SECOND)).isEmpty();
        assertThat(outposts.untilNext(10 * SECOND)).isEqualTo(5 * SECOND);
        heard.clear();
        assertThat(due(15 * SECOND)).containsExactly(ONE);
    }

    @Test
    void newsAreForEverybody() {
        outposts.are(List.of(ONE, OTHER), 0);
        due(0);
        heard.add(ONE);
        assertThat(outposts.due(true, heard::contains, 1)).containsExactly(ONE, OTHER);
        assertThat(outposts.untilNext(1)).isEqualTo(5 * SECOND);
    }

    @Test
    void whoIsNotListedAnyMoreIsLeftAlone() {
        outposts.are(List.of(ONE, OTHER), 0);
        outposts.are(List.of(OTHER), 0);
        assertThat(due(0)).containsExactly(OTHER);
        outposts.are(List.of(), 0);
        assertThat(outposts.untilNext(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nobodyMakesItSpeakToMoreThan256() {
        List<InetAddress> many = IntStream.range(0, 300)
                .mapToObj(i -> NodeAt.address("10.0." + i / 256 + "." + i % 256))
                .toList();
        outposts.are(many, 0);
        assertThat(due(0)).hasSize(Outposts.MOST);
        outposts.are(many.subList(200, 300), 0);
        assertThat(outposts.all()).hasSize(100);
    }

    private List<InetAddress> due(long now) {
        return outposts.due(false, heard::contains, now);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PatienceTest {
    private static Patience patience(int attempts, Duration first) {
        return new Patience(attempts, first, Duration.ofSeconds(15), Duration.ofMinutes(10));
    }

    @Example
    void doublesEachPause() {
        Patience patience = patience(5, Duration.ofSeconds(1));
        assertThat(patience.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(patience.pauseAfter(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(patience.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
    }

    @Property
    void neverShortensAndNeverExceedsTheLongestPause(@ForAll @IntRange(min = 1, max = 1_000_000) int attempt) {
        Patience patience = patience(5, Duration.ofSeconds(1));
        assertThat(patience.pauseAfter(attempt + 1)).isGreaterThanOrEqualTo(patience.pauseAfter(attempt));
        assertThat(patience.pauseAfter(attempt)).isBetween(Duration.ofSeconds(1), Patience.LONGEST_PAUSE);
    }

    @Example
    void aNodeIsWaitedForLongerThanAnApplication() {
        Patience patience = patience(2, Duration.ofSeconds(1));
        assertThat(patience.with(URI.create("https://app/"))).isEqualTo(patience);
        Patience withNodes = patience.with(URI.create("edge-peer://node"));
        assertThat(withNodes.attempts()).isEqualTo(Integer.MAX_VALUE);
        assertThat(withNodes.pauseAfter(1_000)).isEqualTo(Duration.ofSeconds(5));
        assertThat(withNodes.age()).isEqualTo(Duration.ofHours(1));
    }

    @Example
    void refusesWhatIsNoPatience() {
        assertThatThrownBy(() -> patience(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> patience(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}

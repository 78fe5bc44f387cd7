// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DebutTest {
    private static final long MS = 1_000_000;

    private static final long START = -7 * MS;

    private final Debut debut = new Debut(START);

    @Test
    void aNodeThatCanRunNothingIsToldOfAfter250Milliseconds() {
        assertThat(isDue(false, 0)).isFalse();
        assertThat(isDue(false, 249)).isFalse();
        assertThat(debut.untilDue(START + 249 * MS)).isEqualTo(MS);
        assertThat(isDue(false, 250)).isTrue();
    }

    @Test
    void aNodeThatCanRunSomethingFromTheStartIsToldOfAtOnce() {
        assertThat(isDue(true, 0)).isFalse();
        assertThat(debut.untilDue(START)).isEqualTo(10 * MS);
        assertThat(isDue(true, 10)).isTrue();
    }

    @Test
    void whatComesWithTheFirstExecutorIsToldWithIt() {
        assertThat(isDue(false, 100)).isFalse();
        assertThat(isDue(true, 101)).isFalse();
        assertThat(isDue(true, 110)).isFalse();
        assertThat(isDue(true, 111)).isTrue();
    }

    @Test
    void nothingPutsItOff() {
        assertThat(isDue(true, 245)).isFalse();
        assertThat(isDue(true, 250)).isTrue();
    }

    private boolean isDue(boolean able, long ms) {
        return debut.isDue(able, START + ms * MS);
    }
}

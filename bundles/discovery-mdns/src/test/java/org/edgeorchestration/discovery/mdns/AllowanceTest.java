// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final long MS = 1_000_000;
    private static final InetAddress NOISY = NodeAt.address("192.0.2.1");
    private static final InetAddress QUIET = NodeAt.address("192.0.2.2");

    private final Allowance allowance = new Allowance(50, 500, 0);

    @Test
    void givesOneSourceItsRateAfterABurst() {
        assertThat(taken(NOISY, true, 0, 10_000)).isEqualTo(100 + 10 * 50L - 1);
    }

    @Test
    void takesNothingFromOthersForANoisySource() {
        taken(NOISY, false, 0, 10_000);
        assertThat(allowance.take(QUIET, false, 10_000 * MS)).isTrue();
    }

    @Test
    void hearsTheFamiliarWhileStrangersDrownEachOtherOut() {
        long heard = IntStream.range(0, 10_000)
                .filter(i -> allowance.take(NodeAt.address("10.0." + i / 250 + "." + i % 250), false, 0))
                .count();
        assertThat(heard).isEqualTo(1_000);
        assertThat(allowance.take(QUIET, false, 0)).isFalse();
        assertThat(allowance.take(QUIET, true, 0)).isTrue();
    }

    /** Ten packets a millisecond. */
    private long taken(InetAddress source, boolean familiar, long from, long to) {
        return LongStream.range(from * 10, to * 10)
                .filter(i -> allowance.take(source, familiar, i * MS / 10))
                .count();
    }
}

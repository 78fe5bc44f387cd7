// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    @Test
    void isTheMachinesTime() {
        SystemTime time = new SystemTime();
        Instant before = Instant.now();
        assertThat(time.instant()).isBetween(before, Instant.now());
        long earlier = time.nanoTime();
        assertThat(time.nanoTime() - earlier).isNotNegative();
    }
}

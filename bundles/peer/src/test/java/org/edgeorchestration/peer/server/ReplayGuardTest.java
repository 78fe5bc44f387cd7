// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.edgeorchestration.api.node.ManualTime;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {
    private final ManualTime time = new ManualTime();
    private final ReplayGuard guard = new ReplayGuard(time);

    @Test
    void knowsABodyForADay() {
        assertThat(guard.first(body(1))).isTrue();
        time.advance(ReplayGuard.KEPT);
        assertThat(guard.first(body(1))).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(guard.first(body(1))).isTrue();
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        for (int i = 0; i <= ReplayGuard.MOST; i++) {
            assertThat(guard.first(body(i))).isTrue();
        }
        assertThat(guard.first(body(1))).isFalse();
        assertThat(guard.first(body(0))).isTrue();
    }

    private static byte[] body(int number) {
        return ByteBuffer.allocate(40).putInt(number).array();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.edgeorchestration.api.node.ManualTime;
import org.junit.jupiter.api.Test;

class StandbyTest {
    private final ManualTime wall = new ManualTime();
    private final ManualTime ticker = new ManualTime();
    private final Standby standby = new Standby(wall, ticker);

    @Test
    void isOverOnceWhenTheMonotonicClockHasStoodStill() {
        wall.advance(Duration.ofHours(8));
        assertThat(standby.isOver()).isTrue();
        assertThat(standby.isOver()).isFalse();
    }

    @Test
    void wasNoneWhileBothClocksGo() {
        for (int i = 0; i < 100; i++) {
            wall.advance(Duration.ofSeconds(60));
            ticker.advance(Duration.ofSeconds(60));
            assertThat(standby.isOver()).isFalse();
        }
    }

    @Test
    void wasNoneWhenTheWallClockIsPutBackOrAdjusted() {
        wall.advance(Duration.ofDays(-365));
        assertThat(standby.isOver()).isFalse();
        wall.advance(Standby.NOTABLE);
        assertThat(standby.isOver()).isFalse();
    }
}

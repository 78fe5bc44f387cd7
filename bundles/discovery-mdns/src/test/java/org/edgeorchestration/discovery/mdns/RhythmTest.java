// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private static final long MS = 1_000_000;

    private final List<Long> announced = new ArrayList<>();
    private final List<Long> advertised = new ArrayList<>();
    private final List<Long> browsed = new ArrayList<>();
    private final Rhythm rhythm = new Rhythm(Duration.ofSeconds(60), () -> 0.5, 0);

    @Test
    void announcesThreeTimesThenAdvertisesOnceAMinute() {
        rhythm.moved(0);
        run(0, 200_000);
        assertThat(announced).containsExactly(0L, 250L, 1_000L);
        assertThat(advertised).containsExactly(61_000L, 121_000L, 181_000L);
    }

    @Test
    void browsesAtIntervalsThatGrowToAnHour() {
        rhythm.moved(0);
        run(0, 5 * 3_600_000);
        assertThat(browsed)
                .startsWith(0L, 1_000L, 121_000L, 361_000L, 841_000L, 1_801_000L)
                .hasSizeBetween(9, 12);
    }

    @Test
    void announcesAChangeWithinHalfASecondHoweverOftenThereIsOne() {
        rhythm.moved(0);
        for (long ms = 1; ms < 10_000; ms += 50) {
            rhythm.changed(ms * MS);
            run(ms, ms + 50);
        }
        assertThat(announced).hasSizeLessThan(25);
        for (int i = 1; i < announced.size(); i++) {
            assertThat(announced.get(i) - announced.get(i - 1)).isLessThanOrEqualTo(500);
        }
        assertThat(announced.get(announced.size() - 1)).isGreaterThanOrEqualTo(9_500);
    }

    @Test
    void aChangeDoesNotPutOffWhatIsJustToBeSaid() {
        rhythm.moved(0);
        rhythm.changed(0);
        assertThat(rhythm.announces(0)).isTrue();
    }

    @Test
    void advertisesFromNineTenthsToElevenTenthsOfTheInterval() {
        assertThat(firstAdvertisement(0)).isEqualTo(55_000);
        assertThat(firstAdvertisement(1)).isEqualTo(67_000);
    }

    @Test
    void browsesWhenAskedToButNotAllTheTime() {
        rhythm.moved(0);
        run(0, 2_000);
        browsed.clear();
        for (long ms = 2_000; ms < 42_000; ms += 100) {
            if (rhythm.browses(true, ms * MS)) {
                browsed.add(ms);
            }
        }
        assertThat(browsed).hasSize(4);
    }

    private static long firstAdvertisement(double random) {
        Rhythm rhythm = new Rhythm(Duration.ofSeconds(60), () -> random, 0);
        rhythm.moved(0);
        long ms = 0;
        while (!rhythm.advertises(ms * MS)) {
            ms++;
        }
        return ms;
    }

    /** Every millisecond from that one to before this one, as the session does it: only when something is due. */
    private void run(long from, long to) {
        for (long ms = from; ms < to; ms++) {
            long now = ms * MS;
            if (rhythm.untilNext(now) > 0) {
                continue;
            }
            if (rhythm.announces(now)) {
                announced.add(ms);
            }
            if (rhythm.advertises(now)) {
                advertised.add(ms);
            }
            if (rhythm.browses(false, now)) {
                browsed.add(ms);
            }
        }
    }
}

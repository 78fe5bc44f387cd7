// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.peer.client.Vitals.Health;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the news of one silent node spreads among a thousand: by the rules alone, since as many tables of as many peers, as in {@link
 * FleetTest}, would take minutes. Every other node has its vitals as it sees them, and hears of it from whomever it asks.
 */
class AmongAThousandTest {
    private static final int SIZE = 1_000;
    private static final int TICK = 50;
    private static final int LIMIT = 5_000;
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final List<List<Asking>> calls = Stream.generate(() -> (List<Asking>) new ArrayList<Asking>())
            .limit(LIMIT)
            .toList();

    /** One asks another about itself, and hears from it of the silent one. */
    private record Asking(Witness asking, Witness asked) {}

    /** The silent one as another node sees it. */
    private static final class Witness {
        private final int phase;
        private Vitals vitals;
        private boolean heard;
        private boolean tells;
        private boolean waits;
        private long until;
        private int probes;

        Witness(Random chance, Duration interval) {
            phase = chance.nextInt(TICK);
            long answered = -(long) (chance.nextDouble() * interval.toNanos());
            vitals = Vitals.found(answered, Optional.of(Duration.ofMillis(1)), interval);
        }

        void pass(int millis) {
            long now = millis * MILLI;
            if (waits && now >= until) {
                vitals = vitals.missed(now, false);
                waits = false;
            }
            if (millis % TICK == phase) {
                tick(now);
            }
        }

        private void tick(long now) {
            if (heard && vitals.health() == Health.READY && now - vitals.answered() > 1_000 * MILLI) {
                vitals = vitals.called(now);
            }
            heard = false;
            tells = vitals.silent(now);
            if (!gone() && !waits && vitals.due(now)) {
                probes++;
                waits = true;
                until = now + vitals.patience(now).toNanos();
            }
        }

        boolean gone() {
            return vitals.health() == Health.GONE;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneThatFallsSilentIsOutOfEveryTableWithinThreeSeconds(long seed) {
        Random chance = new Random(seed);
        Pace pace = new Pace(new ManualTime());
        pace.among(SIZE - 1, 0);
        Duration interval = pace.interval(Profile.JAVA);
        List<Witness> witnesses = IntStream.range(1, SIZE)
                .mapToObj(each -> new Witness(chance, interval))
                .toList();
        for (Witness asking : witnesses) {
            for (Witness asked : witnesses) {
                int at = (int) (chance.nextDouble() * interval.toMillis());
                if (at < LIMIT && asking != asked) {
                    calls.get(at).add(new Asking(asking, asked));
                }
            }
        }

        int passed = 0;
        while (!witnesses.stream().allMatch(Witness::gone)) {
            for (Asking call : calls.get(passed)) {
                call.asking().heard |= call.asked().tells;
            }
            for (Witness witness : witnesses) {
                witness.pass(passed);
            }
            passed++;
        }

        assertThat(passed).isLessThanOrEqualTo(3_000);
        assertThat(witnesses.stream().mapToInt(witness -> witness.probes).sum()).isLessThanOrEqualTo(4 * SIZE);
    }
}

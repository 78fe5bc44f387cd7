// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;

/** Likely and unlikely ways. */
final class RoundTrips implements ArbitrarySupplier<Duration> {
    @Override
    public Arbitrary<Duration> get() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 10_000_000_000L).map(Duration::ofNanos),
                        Arbitraries.of(
                                Duration.ZERO,
                                Duration.ofNanos(1),
                                Duration.ofSeconds(-5),
                                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                                Duration.ofSeconds(Long.MIN_VALUE)))
                .withoutEdgeCases();
    }
}

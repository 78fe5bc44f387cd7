// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import org.edgeorchestration.api.scoring.Resources;

/** Every machine that {@link Resources} allows, likely or not. */
final class Machines implements ArbitrarySupplier<Resources> {
    @Override
    public Arbitrary<Resources> get() {
        return Combinators.combine(usages(), counts(), frequencies(), bandwidths(), memories(), shares())
                .as((usage, count, frequency, bandwidth, total, share) -> new Resources(
                        usage, count, frequency, bandwidth, total, Math.min(total, (long) (total * share))));
    }

    private static Arbitrary<Double> usages() {
        return either(Arbitraries.doubles().between(0, 100).ofScale(6), List.of(0.0, 1e-300, 99.999, 100.0));
    }

    private static Arbitrary<Integer> counts() {
        return either(Arbitraries.integers().between(1, 128), List.of(1, 2, 10_000, Integer.MAX_VALUE));
    }

    private static Arbitrary<Double> frequencies() {
        return either(
                Arbitraries.doubles().between(1, 10_000).ofScale(3),
                List.of(Double.MIN_VALUE, 1e-9, 1e12, Double.MAX_VALUE));
    }

    private static Arbitrary<Double> bandwidths() {
        return either(Arbitraries.doubles().between(0, 10_000).ofScale(1), List.of(0.0, Double.MAX_VALUE));
    }

    private static Arbitrary<Long> memories() {
        return either(Arbitraries.longs().between(1, 64L << 30), List.of(1L, 256L << 20, 1L << 50, Long.MAX_VALUE));
    }

    private static Arbitrary<Double> shares() {
        return either(Arbitraries.doubles().between(0, 1).ofScale(6), List.of(0.0, 1e-3, 1.0));
    }

    private static <T> Arbitrary<T> either(Arbitrary<T> likely, List<T> unlikely) {
        return Arbitraries.oneOf(List.of(likely, likely, likely, Arbitraries.of(unlikely)))
                .withoutEdgeCases();
    }
}

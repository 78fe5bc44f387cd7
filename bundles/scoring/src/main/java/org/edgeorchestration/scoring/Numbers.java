// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.Optional;
import java.util.OptionalLong;

/** Reads numbers that may be missing or garbled. */
final class Numbers {
    private Numbers() {}

    /** The finite number of 0 or more that the text is, if it is one. */
    static Optional<Double> notNegative(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(number -> number >= 0 && Double.isFinite(number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The finite number above 0 that the text is, if it is one. */
    static Optional<Double> positive(String text) {
        return notNegative(text).filter(number -> number > 0);
    }

    /** One number divided by another, both above 0. */
    static Optional<Double> ratio(String dividend, String divisor) {
        return positive(dividend).flatMap(above -> positive(divisor).map(below -> above / below));
    }

    /** The whole number of 0 or more that the text is, if it is one. */
    static Optional<Long> whole(String text) {
        try {
            return Optional.of(Long.valueOf(text)).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The whole number in the line {@code name number}. */
    static OptionalLong named(String name, String lines) {
        return lines.lines()
                .filter(line -> line.startsWith(name + " "))
                .flatMap(line -> whole(line.substring(name.length() + 1)).stream())
                .mapToLong(Long::longValue)
                .findFirst();
    }
}

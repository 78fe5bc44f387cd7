// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How commands write figures. */
final class ForPeople {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private ForPeople() {}

    /** A figure with four significant digits or fewer, the same in every language. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    /** A number of bytes. */
    static String bytes(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        double value = bytes / 1_024.0;
        int unit = 0;
        while (value >= 1_024 && unit < UNITS.length - 1) {
            value /= 1_024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** A time span, in its two largest units. */
    static String span(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + " d " + span.toHoursPart() + " h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        if (span.toMinutes() > 0) {
            return span.toMinutes() + " min " + span.toSecondsPart() + " s";
        }
        return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0);
    }

    /** A short time span. */
    static String millis(Duration span) {
        return number(span.toNanos() / 1e6) + " ms";
    }

    /** Several things in one cell. */
    static String list(Collection<?> things) {
        return things.isEmpty() ? "none" : things.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text of an INI file as the Go project reads it (specification, section 6.4): sections, {@code key=value} or {@code key:value},
 * comments after {@code ;} and {@code #} anywhere in a line, values in quotes. Lines that are none of that are skipped; the
 * last of several equal keys counts.
 */
final class IniText {
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Map<String, String> values = new HashMap<>();

    IniText(String text) {
        String section = "";
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        for (String raw : (marked ? text.substring(1) : text).lines().toList()) {
            String line = raw.strip();
            if (line.startsWith("[") && line.indexOf(']') > 0) {
                section = line.substring(1, line.indexOf(']')).strip();
            } else {
                putPair(section, line);
            }
        }
    }

    /** The value of a key, without comment and outer space; empty when it is not there or blank. */
    Optional<String> value(String section, String key) {
        return Optional.ofNullable(values.get(path(section, key))).filter(value -> !value.isEmpty());
    }

    private void putPair(String section, String line) {
        int separator = firstOf(line, '=', ':');
        int comment = firstOf(line, ';', '#');
        if (separator < line.length() && separator < comment) {
            values.put(
                    path(section, line.substring(0, separator).strip()),
                    clean(line.substring(separator + 1).strip()));
        }
    }

    private static String clean(String value) {
        if (!value.isEmpty() && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            int end = value.indexOf(value.charAt(0), 1);
            if (end > 0) {
                return value.substring(1, end);
            }
        }
        return value.substring(0, firstOf(value, ';', '#')).strip();
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        int end = text.length();
        return Math.min(first < 0 ? end : first, second < 0 ? end : second);
    }

    /** A newline cannot be part of either name, so that no two pairs share a path. */
    private static String path(String section, String key) {
        return section + "\n" + key;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's form of a set of processors, such as {@code 0-3,7}. */
final class ProcessorList {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,7})(?:-(\\d{1,7}))?");

    private ProcessorList() {}

    /** How many processors the text names; 0 when it is no list. */
    static int size(String list) {
        return Arrays.stream(list.strip().split(","))
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .mapToInt(ProcessorList::size)
                .sum();
    }

    private static int size(Matcher range) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        return Math.max(0, last - first + 1);
    }
}

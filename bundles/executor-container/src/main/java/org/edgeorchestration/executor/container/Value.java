// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of option value: how the words given to an option become one typed value.
 *
 * @param flag whether the option stands alone and takes a value only after {@code =}
 * @param parser makes the value out of all words the option was given, in order; at least one
 */
record Value<T>(boolean flag, Parser<List<String>, T> parser) {

    /** Turns words into a value, or says what is wrong with them. */
    @FunctionalInterface
    interface Parser<A, T> {
        T parse(A words) throws BadCommand;
    }

    /** {@code --flag} or {@code --flag=false}, as Go's {@code strconv.ParseBool} reads it. */
    static final Value<Boolean> FLAG = new Value<>(true, words -> flag(last(words)));

    /** Any text. */
    static final Value<String> TEXT = last(word -> word);

    /** Text that must not be empty. */
    static final Value<String> NAME = last(Value::name);

    /** A size such as {@code 64m}, {@code 1.5g} or {@code 4096}, in bytes. */
    static final Value<Long> BYTES = last(Value::bytes);

    /** A size as above, or -1 for "no limit". */
    static final Value<Long> BYTES_OR_UNLIMITED = last(word -> word.equals("-1") ? Long.valueOf(-1) : bytes(word));

    /** A duration as Go writes it, such as {@code 1m30s} or {@code 500ms}, not negative, in nanoseconds. */
    static final Value<Long> NANOSECONDS = last(Value::nanoseconds);

    /** A number of processors such as {@code 1.5}, in billionths of one. */
    static final Value<Long> CPUS = last(Value::nanoCpus);

    /** {@code name} or {@code name=value}, repeatable; without {@code =} the value is empty. */
    static final Value<Map<String, String>> LABELS = each(word -> word).then(words -> pairs(words, false));

    /** {@code name=value}, repeatable. */
    static final Value<Map<String, String>> PAIRS = each(word -> word).then(words -> pairs(words, true));

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kmgtp]?)(?:i?b)?");
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)(ns|us|µs|ms|s|m|h)");
    private static final int MAX_WORD_IN_MESSAGE = 100;

    /** One value; of several words the last one counts, as with Docker. */
    static <T> Value<T> last(Parser<String, T> parser) {
        return new Value<>(false, words -> parser.parse(last(words)));
    }

    /** A repeatable option: a list of values. */
    static <T> Value<List<T>> each(Parser<String, T> parser) {
        return new Value<>(false, words -> {
            List<T> values = new ArrayList<>(words.size());
            for (String word : words) {
                values.add(parser.parse(word));
            }
            return List.copyOf(values);
        });
    }

    /** A whole number from {@code least} to {@code most}. */
    static Value<Long> whole(long least, long most) {
        return last(word -> whole(word, least, most));
    }

    /** A whole number from {@code least} to {@code most} that Docker keeps in 32 bits. */
    static Value<Integer> number(int least, int most) {
        return last(word -> Math.toIntExact(whole(word, least, most)));
    }

    /** Text that matches a pattern; {@code form} says it in words. */
    static Parser<String, String> matching(Pattern pattern, String form) {
        return word -> {
            require(pattern.matcher(word).matches(), word, form);
            return word;
        };
    }

    private <U> Value<U> then(Parser<T, U> next) {
        return new Value<>(flag, words -> next.parse(parser.parse(words)));
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    static void require(boolean holds, String word, String form) throws BadCommand {
        if (!holds) {
            throw new BadCommand("\"" + shortened(word) + "\" is not " + form);
        }
    }

    /** A word for a message: cut when it is very long. */
    static String shortened(String word) {
        return word.length() <= MAX_WORD_IN_MESSAGE ? word : word.substring(0, MAX_WORD_IN_MESSAGE) + "…";
    }

    static String name(String word) throws BadCommand {
        require(!word.isBlank(), word, "a name");
        return word;
    }

    static boolean flag(String word) throws BadCommand {
        return switch (word) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new BadCommand("\"" + shortened(word) + "\" is not true or false");
        };
    }

    static long whole(String word, long least, long most) throws BadCommand {
        String form = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(word);
            require(number >= least && number <= most, word, form);
            return number;
        } catch (NumberFormatException e) {
            throw new BadCommand("\"" + shortened(word) + "\" is not " + form);
        }
    }

    static long bytes(String word) throws BadCommand {
        String form = "a size such as 512m, 1.5g or a number of bytes";
        Matcher matcher = SIZE.matcher(word.toLowerCase(Locale.ROOT));
        require(word.length() <= 32 && matcher.matches(), word, form);
        int power = " kmgtp".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        return exact(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power))), word, form);
    }

    private static long nanoCpus(String word) throws BadCommand {
        String form = "a number of processors such as 0.5 or 2";
        require(word.length() <= 32 && word.matches("\\d+(\\.\\d{0,9})?|\\.\\d{1,9}"), word, form);
        return exact(new BigDecimal(word).movePointRight(9), word, form);
    }

    private static long nanoseconds(String word) throws BadCommand {
        String form = "a duration such as 1m30s or 500ms";
        if (word.equals("0")) {
            return 0;
        }
        require(!word.isEmpty() && word.length() <= 64, word, form);
        BigDecimal sum = BigDecimal.ZERO;
        Matcher matcher = DURATION_PART.matcher(word);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            sum = sum.add(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(matcher.group(2)))));
            end = matcher.end();
        }
        require(end == word.length(), word, form);
        return exact(sum, word, form);
    }

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1;
            case "us", "µs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }

    private static long exact(BigDecimal number, String word, String form) throws BadCommand {
        require(number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0, word, form);
        return number.longValue();
    }

    private static Map<String, String> pairs(List<String> words, boolean valueNeeded) throws BadCommand {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            require(equals > 0 || (equals < 0 && !valueNeeded && !word.isEmpty()), word, "of the form name=value");
            pairs.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return pairs;
    }
}

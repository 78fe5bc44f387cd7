// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Docker's long option syntax, {@code key=value,key,"key=value, with comma"}, as in {@code --mount}, {@code --gpus} and
 * {@code --publish}.
 *
 * @param fields keys in lower case with their values, in order; a key without {@code =} has the value {@code true}
 */
record Csv(Map<String, List<String>> fields) {

    static Csv parse(String word) throws BadCommand {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : split(word)) {
            int equals = field.indexOf('=');
            String key =
                    (equals < 0 ? field : field.substring(0, equals)).strip().toLowerCase(java.util.Locale.ROOT);
            Value.require(!key.isEmpty(), word, "a list such as key=value,key=value");
            fields.computeIfAbsent(key, k -> new ArrayList<>()).add(equals < 0 ? "true" : field.substring(equals + 1));
        }
        return new Csv(fields);
    }

    /** Refuses keys that are not among those known. */
    Csv only(List<String> known) throws BadCommand {
        for (String key : fields.keySet()) {
            if (!known.contains(key)) {
                throw new BadCommand(
                        "\"" + Value.shortened(key) + "\" is none of the keys " + String.join(", ", known));
            }
        }
        return this;
    }

    /** The last value of the first of these keys that is there, else {@code otherwise}. */
    String get(String otherwise, String... keys) {
        for (String key : keys) {
            List<String> values = fields.get(key);
            if (values != null) {
                return values.get(values.size() - 1);
            }
        }
        return otherwise;
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    private static List<String> split(String word) throws BadCommand {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        Value.require(!quoted, word, "complete: a quotation mark is missing");
        fields.add(field.toString());
        return fields;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A JSON object whose values are taken out by key and type. {@code null} counts as absent, unknown keys do not count. */
final class Fields {
    private static final long MAX_EXACT = 1L << 53;

    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    static Fields of(JsonNode node) throws UnreadableBody {
        if (!node.isObject()) {
            throw new UnreadableBody("there is no object where there must be one");
        }
        return new Fields(node);
    }

    /** What {@code maker} makes of values, where a value out of its range counts as unreadable. */
    static <T> T made(Supplier<T> maker) throws UnreadableBody {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new UnreadableBody("a value is out of its range");
        }
    }

    Optional<JsonNode> any(String key) {
        return Optional.ofNullable(object.get(key)).filter(node -> !node.isNull());
    }

    boolean has(String key) {
        return any(key).isPresent();
    }

    String text(String key, int most) throws UnreadableBody {
        return text(required(key), key, most);
    }

    /** A text that may be absent, but not of another type. */
    Optional<String> optionalText(String key, int most) throws UnreadableBody {
        Optional<JsonNode> node = any(key);
        return node.isEmpty() ? Optional.empty() : Optional.of(text(node.get(), key, most));
    }

    List<String> texts(String key, int most, int mostEach) throws UnreadableBody {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(key, most)) {
            texts.add(text(element, key, mostEach));
        }
        return texts;
    }

    /** The elements of an array; an absent one has none. */
    List<JsonNode> elements(String key, int most) throws UnreadableBody {
        Optional<JsonNode> array = any(key);
        if (array.isEmpty()) {
            return List.of();
        }
        if (!array.get().isArray() || array.get().size() > most) {
            throw new UnreadableBody(key + " must be an array of at most " + most);
        }
        List<JsonNode> elements = new ArrayList<>(array.get().size());
        array.get().forEach(elements::add);
        return elements;
    }

    /** A whole number, however it is written, as far as a JSON number is exact. */
    long integer(String key) throws UnreadableBody {
        double value = number(key);
        if (Math.rint(value) != value || Math.abs(value) > MAX_EXACT) {
            throw new UnreadableBody(key + " must be a whole number");
        }
        return (long) value;
    }

    /** A whole number of 32 bits. */
    int count(String key) throws UnreadableBody {
        long value = integer(key);
        if (value != (int) value) {
            throw new UnreadableBody(key + " is out of range");
        }
        return (int) value;
    }

    OptionalInt optionalCount(String key) throws UnreadableBody {
        return has(key) ? OptionalInt.of(count(key)) : OptionalInt.empty();
    }

    double number(String key) throws UnreadableBody {
        JsonNode node = required(key);
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw new UnreadableBody(key + " must be a number");
        }
        return node.doubleValue();
    }

    boolean flag(String key) throws UnreadableBody {
        JsonNode node = required(key);
        if (!node.isBoolean()) {
            throw new UnreadableBody(key + " must be true or false");
        }
        return node.booleanValue();
    }

    Fields object(String key) throws UnreadableBody {
        return of(required(key));
    }

    private JsonNode required(String key) throws UnreadableBody {
        Optional<JsonNode> node = any(key);
        if (node.isEmpty()) {
            throw new UnreadableBody(key + " is missing");
        }
        return node.get();
    }

    private static String text(JsonNode node, String key, int most) throws UnreadableBody {
        if (!node.isTextual() || node.textValue().length() > most || hasLoneSurrogate(node.textValue())) {
            throw new UnreadableBody(key + " must be Unicode text of at most " + most + " characters");
        }
        return node.textValue();
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}

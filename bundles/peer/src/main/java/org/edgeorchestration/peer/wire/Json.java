// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON objects from and to bytes: what two readers could understand differently is not taken, hostile input is bounded. */
public final class Json {
    /** The deepest nesting of arrays and objects that is read. */
    static final int MAX_DEPTH = 32;

    private static final int MAX_DIGITS = 100;
    private static final double MAX_EXACT = 0x1p53;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Interned names would stay in memory for good: one per key that any sender invents.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The one JSON object that {@code body} holds.
     *
     * @throws UnreadableBody when it is anything else: no UTF-8, deeper than 32, with a key twice, with something after it, …
     */
    public static ObjectNode read(byte[] body) throws UnreadableBody {
        JsonNode root;
        try {
            // Decoded here and not by Jackson, which would also take UTF-16, UTF-32 and overlong forms.
            root = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException | JsonProcessingException e) {
            throw new UnreadableBody("the body is not JSON that can be taken");
        }
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new UnreadableBody("the body is not a JSON object");
    }

    /** {@code object} as compact UTF-8 without a newline at its end. */
    public static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of this bundle cannot be written as JSON", e);
        }
    }

    /** An empty object to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@code text}, with half surrogate pairs replaced: JSON cannot say them. */
    static TextNode text(String text) {
        return TextNode.valueOf(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /** A number, whole ones without a decimal point, as the Go project writes them. */
    static NumericNode number(double value) {
        return Math.rint(value) == value && Math.abs(value) <= MAX_EXACT
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads bytes from the network as one JSON value, and takes nothing that two readers could understand differently. */
final class StrictJson {
    private static final int MAX_MESSAGE = 200;
    private static final Pattern LIMIT_OF = Pattern.compile(", from `.*");
    private static final Pattern ADVICE = Pattern.compile("(: enable `| \\((bound as|start marker at) |\\[Source).*");

    private StrictJson() {}

    /** @throws UnreadableRequest malformed: with what is wrong and where */
    static JsonNode read(byte[] body) throws UnreadableRequest {
        JsonNode root = parse(text(body));
        if (root.isMissingNode()) {
            throw UnreadableRequest.malformed("the body is empty; it must be a JSON object");
        }
        check(root, "");
        return root;
    }

    /** Decoded here and not by Jackson, which would also take UTF-16, UTF-32 and overlong forms. */
    private static String text(byte[] body) throws UnreadableRequest {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UnreadableRequest.malformed("the body is not UTF-8");
        }
    }

    private static JsonNode parse(String text) throws UnreadableRequest {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            String what = inPlainWords(
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw UnreadableRequest.malformed("the body is not JSON that can be taken: "
                    + wellFormed(what.substring(0, Math.min(what.length(), MAX_MESSAGE))) + where);
        }
    }

    /** Without what only a user of Jackson could make sense of: which of its features and limits to change. */
    private static String inPlainWords(String message) {
        return ADVICE.matcher(LIMIT_OF.matcher(message).replaceFirst(")")).replaceFirst("");
    }

    private static void check(JsonNode node, String path) throws UnreadableRequest {
        if (node.isTextual() && hasLoneSurrogate(node.textValue())) {
            throw UnreadableRequest.malformed(path + " is not Unicode text: half a surrogate pair stands alone");
        }
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw UnreadableRequest.malformed(path + " is a number out of range");
        }
        int index = 0;
        for (JsonNode element : node.isArray() ? node : java.util.List.<JsonNode>of()) {
            check(element, path + "[" + index++ + "]");
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (hasLoneSurrogate(property.getKey())) {
                throw UnreadableRequest.malformed("a key is not Unicode text: half a surrogate pair stands alone");
            }
            check(property.getValue(), path.isEmpty() ? property.getKey() : path + "." + property.getKey());
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

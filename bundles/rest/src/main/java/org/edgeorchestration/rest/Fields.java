// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON object whose values are taken out by key and type; errors name the place. {@code null} counts as absent. */
final class Fields {
    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** @param path where the object stands, empty for the whole body */
    static Fields of(JsonNode node, String path) throws UnreadableRequest {
        if (!node.isObject()) {
            throw UnreadableRequest.malformed((path.isEmpty() ? "the body" : path) + " must be an object");
        }
        return new Fields(node, path.isEmpty() ? "" : path + ".");
    }

    /** The place of a key, for messages. */
    String at(String key) {
        return path + key;
    }

    Optional<JsonNode> any(String key) {
        return Optional.ofNullable(object.get(key)).filter(node -> !node.isNull());
    }

    /** A string that must be there, or the request is incomplete. */
    String requiredText(String key) throws UnreadableRequest {
        return any(key).filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> UnreadableRequest.incomplete(at(key) + " is missing or not a string"));
    }

    /** A string that may be absent but not of another type. */
    Optional<String> text(String key) throws UnreadableRequest {
        Optional<JsonNode> node = any(key);
        if (node.isPresent() && !node.get().isTextual()) {
            throw UnreadableRequest.malformed(at(key) + " must be a string");
        }
        return node.map(JsonNode::textValue);
    }

    /** The elements of an array that must be there, or the request is incomplete. */
    List<JsonNode> requiredArray(String key, int most) throws UnreadableRequest {
        JsonNode array = any(key).filter(JsonNode::isArray)
                .orElseThrow(() -> UnreadableRequest.incomplete(at(key) + " is missing or not an array"));
        if (array.size() > most) {
            throw UnreadableRequest.malformed(
                    at(key) + " has " + array.size() + " elements; at most " + most + " are taken");
        }
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;

/**
 * Reads the body of {@code POST …/services}, in the form of either era of the Go project (specification, sections 1.3.1 and 1.3.2). Pure.
 * Keys are case-sensitive; unknown ones are ignored.
 */
final class RequestReader {
    static final int MAX_NAME = 256;
    static final int MAX_VARIANTS = 16;
    static final int MAX_WORDS = 256;
    static final int MAX_WORD = 8_192;

    private RequestReader() {}

    /** What the bytes turned out to be. */
    sealed interface Reading {

        /** A request. */
        record Complete(ServiceRequest request) implements Reading {}

        /**
         * A mandatory key is missing or of another type: what the Go project answers with 200.
         *
         * @param serviceName the name, when that much was there
         * @param reason what is missing
         */
        record Incomplete(Optional<String> serviceName, String reason) implements Reading {}

        /**
         * Anything else.
         *
         * @param reason what is wrong and where
         */
        record Malformed(String reason) implements Reading {}
    }

    /**
     * @param body the bytes as they came
     * @param idempotencyKey goes into the request as it is
     */
    static Reading read(byte[] body, Optional<String> idempotencyKey) {
        Optional<String> name = Optional.empty();
        try {
            JsonNode root = StrictJson.read(body);
            if (root.isNull()) {
                throw UnreadableRequest.incomplete("the body is null; ServiceName and ServiceInfo are missing");
            }
            Fields fields = Fields.of(root, "");
            name = Optional.of(fields.requiredText("ServiceName"));
            return new Reading.Complete(request(fields, name.get(), idempotencyKey));
        } catch (UnreadableRequest e) {
            return e.incomplete() ? new Reading.Incomplete(name, e.reason()) : new Reading.Malformed(e.reason());
        }
    }

    private static ServiceRequest request(Fields fields, String name, Optional<String> idempotencyKey)
            throws UnreadableRequest {
        checkName("ServiceName", name);
        Optional<String> requester = fields.text("ServiceRequester");
        if (requester.isPresent()) {
            checkName("ServiceRequester", requester.get());
        }
        return new ServiceRequest(
                name, variants(fields), selfSelection(fields), requester, callback(fields), idempotencyKey);
    }

    private static void checkName(String key, String name) throws UnreadableRequest {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw UnreadableRequest.malformed(key + " must be 1 to " + MAX_NAME + " characters long");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw UnreadableRequest.malformed(key + " must not contain control characters");
        }
    }

    private static List<Variant> variants(Fields fields) throws UnreadableRequest {
        List<Variant> variants = new ArrayList<>();
        int index = 0;
        for (JsonNode element : fields.requiredArray("ServiceInfo", MAX_VARIANTS)) {
            variant(Fields.of(element, "ServiceInfo[" + index++ + "]")).ifPresent(variants::add);
        }
        return variants;
    }

    /** Empty for a type that no executor can have: as with the Go project, no device will match it. */
    private static Optional<Variant> variant(Fields info) throws UnreadableRequest {
        String type = info.requiredText("ExecutionType");
        List<String> command = command(info);
        Optional<JsonNode> option = info.any("ExecOption");
        if (option.isPresent()) {
            // Who scores makes no difference to an answer of this node; the key is only checked.
            Fields.of(option.get(), info.at("ExecOption")).text("scoringType");
        }
        try {
            return Optional.of(new Variant(new ExecutionType(type), command));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> command(Fields info) throws UnreadableRequest {
        if (info.any("ExecCmd").isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : info.requiredArray("ExecCmd", MAX_WORDS)) {
            words.add(word(word, info.at("ExecCmd") + "[" + words.size() + "]"));
        }
        return words;
    }

    private static String word(JsonNode node, String path) throws UnreadableRequest {
        if (!node.isTextual()) {
            throw UnreadableRequest.malformed(path + " must be a string");
        }
        String word = node.textValue();
        if (word.length() > MAX_WORD) {
            throw UnreadableRequest.malformed(path + " must be at most " + MAX_WORD + " characters long");
        }
        if (word.indexOf('\0') >= 0) {
            throw UnreadableRequest.malformed(path + " must not contain the character NUL");
        }
        return word;
    }

    /** The Go project reads a string; a JSON boolean is taken at its word here, where it would mean the default there. */
    private static boolean selfSelection(Fields fields) throws UnreadableRequest {
        Optional<JsonNode> value = fields.any("SelfSelection");
        if (value.isPresent() && !value.get().isTextual() && !value.get().isBoolean()) {
            throw UnreadableRequest.malformed("SelfSelection must be \"true\" or \"false\"");
        }
        return value.map(node -> node.isBoolean() ? node.booleanValue() : "true".equals(node.textValue()))
                .orElse(true);
    }

    private static Optional<URI> callback(Fields fields) throws UnreadableRequest {
        Optional<String> text = fields.text("StatusCallbackURI").filter(uri -> !uri.isEmpty());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                CallbackUri.parse(text.get())
                        .orElseThrow(
                                () -> UnreadableRequest.malformed(
                                        "StatusCallbackURI must be an absolute http or https URI such as http://localhost:8888/status")));
    }
}

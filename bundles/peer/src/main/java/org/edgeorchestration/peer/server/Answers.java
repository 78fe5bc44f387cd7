// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.edgeorchestration.api.peer.PeerAnswer;

/** Answers in the form that Go nodes give them (specification, section 1.2). */
final class Answers {
    private static final String TYPE = "Content-Type";
    private static final Map<String, String> JSON = Map.of(TYPE, "application/json; charset=UTF-8");

    private Answers() {}

    /** What was asked could be looked at, whatever came of it. */
    static PeerAnswer of(int status, byte[] body) {
        return new PeerAnswer(status, JSON, ByteBuffer.wrap(body));
    }

    static PeerAnswer empty(int status) {
        return of(status, new byte[0]);
    }

    static PeerAnswer notFound() {
        return new PeerAnswer(
                404,
                Map.of(TYPE, "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"),
                bytes("404 page not found\n"));
    }

    static PeerAnswer wrongMethod() {
        return new PeerAnswer(405, Map.of(), bytes(""));
    }

    /** The path was right but for a slash at its end. */
    static PeerAnswer moved(String method, String path) {
        return method.equals("GET")
                ? new PeerAnswer(
                        301,
                        Map.of("Location", path, TYPE, "text/html; charset=utf-8"),
                        bytes("<a href=\"" + path + "\">Moved Permanently</a>.\n\n"))
                : new PeerAnswer(301, Map.of("Location", path), bytes(""));
    }

    /** {@code answer} with one header more. */
    static PeerAnswer with(PeerAnswer answer, String name, String value) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(name, value);
        return new PeerAnswer(answer.status(), headers, answer.body());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

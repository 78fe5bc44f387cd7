// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole answer, ready to be sent: nothing of it depends on the connection any more. */
final class Answer {
    /** The form in which the Go project names JSON. */
    static final String JSON = "application/json; charset=UTF-8";

    private final int status;
    private final String type;
    private final Map<String, String> headers;
    private final byte[] body;

    Answer(int status, String type, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.type = type;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /** {@code value} as JSON. */
    static Answer json(int status, Object value) {
        return new Answer(status, JSON, Map.of(), Json.bytes(value));
    }

    /** The same with one header more. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, more, body);
    }

    int status() {
        return status;
    }

    /** The value of {@code Content-Type}; empty when there is nothing to name. */
    String type() {
        return type;
    }

    /** All headers but {@code Content-Type} and {@code Content-Length}. */
    Map<String, String> headers() {
        return headers;
    }

    /** The body's length in bytes. */
    int length() {
        return body.length;
    }

    /** The body, for one reader. */
    ByteBuffer body() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    void writeBody(OutputStream out) throws IOException {
        out.write(body);
    }
}

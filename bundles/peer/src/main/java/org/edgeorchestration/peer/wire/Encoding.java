// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

/** How a body of the Go dialect is put on the wire; an answer comes in the encoding of its request. */
public enum Encoding {
    /** The JSON itself: Go nodes since v1.0.0, unless in secure mode. */
    PLAIN,
    /** {@link GoSeal AES-256-GCM}: Go nodes before v1.0.0, and those in secure mode. */
    SEALED;

    /**
     * How that body is encoded (specification, section 0.5, point 2): a JSON object is plain, everything else is sealed. The
     * first byte alone does not tell, since a sealed body may begin with any.
     */
    public static Encoding of(byte[] body) {
        int first = 0;
        while (first < body.length && Character.isWhitespace(body[first])) {
            first++;
        }
        if (first == body.length || body[first] != '{') {
            return SEALED;
        }
        try {
            Json.read(body);
            return PLAIN;
        } catch (UnreadableBody e) {
            return SEALED;
        }
    }
}

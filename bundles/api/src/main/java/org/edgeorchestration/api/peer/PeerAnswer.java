// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The HTTP answer to a {@link PeerCall}.
 *
 * @param status the status code
 * @param headers to be sent beside {@code Date} and {@code Content-Length}
 * @param body the bytes; may be empty
 */
public record PeerAnswer(int status, Map<String, String> headers, ByteBuffer body) {
    public PeerAnswer {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /** A copy of the body's bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a node answered to a call.
 *
 * @param status the status code
 * @param headers by lower-case name; of several with one name the first
 * @param body the bytes; may be empty
 * @param took from the call's begin to the answer's end, including a connection where one had to be made
 */
record Reply(int status, Map<String, String> headers, ByteBuffer body, Duration took) {

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** A copy of the body's bytes. */
    byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}

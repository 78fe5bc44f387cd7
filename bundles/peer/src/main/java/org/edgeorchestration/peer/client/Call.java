// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A call to be made.
 *
 * @param method such as {@code GET}; a GET may have a body, as the Go dialect wants it
 * @param to where
 * @param path the raw path
 * @param body what is sent; empty for a call without a body
 * @param within the deadline, connection included
 */
record Call(String method, Endpoint to, String path, ByteBuffer body, Duration within) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    Call {
        body = body.asReadOnlyBuffer();
    }

    /** A call without a body. */
    static Call empty(String method, Endpoint to, String path, Duration within) {
        return new Call(method, to, path, NOTHING, within);
    }
}

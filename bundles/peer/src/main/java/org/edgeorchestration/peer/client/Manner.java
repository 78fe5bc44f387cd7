// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import org.edgeorchestration.peer.wire.Encoding;

/**
 * How a Go node is spoken to.
 *
 * @param profile its profile
 * @param encoding how bodies are encoded
 * @param scoreMethod how it is asked for its score: {@code GET} with a body, or since v1.1.17 {@code POST}
 */
record Manner(Profile profile, Encoding encoding, String scoreMethod) {

    static Manner asking(Profile profile, Encoding encoding) {
        return new Manner(profile, encoding, profile == Profile.P5 ? "POST" : "GET");
    }
}

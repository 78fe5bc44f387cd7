// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP call of another node, whichever port it came in on, with its whole body.
 *
 * @param method such as {@code GET}, in capitals
 * @param path the raw path without query
 * @param from where the connection came from
 * @param at where it came in
 * @param secure whether it came over mutual TLS
 * @param headers by lower-case name; of several with one name the first
 * @param body the bytes; empty when there were none
 */
public record PeerCall(
        String method,
        String path,
        InetSocketAddress from,
        InetSocketAddress at,
        boolean secure,
        Map<String, String> headers,
        ByteBuffer body) {

    public PeerCall {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /** The header with that lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A copy of the body's bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.edgeorchestration.peer.wire.IpLiteral;

/**
 * Where a node is called.
 *
 * @param address its address
 * @param port its port
 * @param tls whether mutual TLS is spoken there
 */
record Endpoint(InetAddress address, int port, boolean tls) {

    String scheme() {
        return tls ? "https" : "http";
    }

    /** The address as a URI's host: an address literal, so that no name is ever looked up. */
    String host() {
        return bracketed(IpLiteral.host(address));
    }

    /** As the node itself is told where it was called: an interface of this host means nothing there (RFC 6874, section 4). */
    String authority() {
        return bracketed(IpLiteral.portable(address)) + ':' + port;
    }

    private String bracketed(String literal) {
        return address instanceof Inet6Address ? '[' + literal + ']' : literal;
    }

    @Override
    public String toString() {
        return scheme() + "://" + host() + ':' + port;
    }
}

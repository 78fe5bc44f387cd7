// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.Inet6Address;
import java.net.InetAddress;

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
        String literal = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return literal;
        }
        int zone = literal.indexOf('%');
        return '[' + (zone < 0 ? literal : literal.substring(0, zone)) + ']';
    }

    @Override
    public String toString() {
        return scheme() + "://" + host() + ':' + port;
    }
}

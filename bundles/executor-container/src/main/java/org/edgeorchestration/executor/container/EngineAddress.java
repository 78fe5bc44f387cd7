// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;

/**
 * Where the engine listens: {@code unix:///path} or {@code tcp://host:port}.
 *
 * @param uri as Docker's {@code DOCKER_HOST} writes it
 */
record EngineAddress(URI uri) {
    static final String DEFAULT = "unix:///var/run/docker.sock";

    EngineAddress {
        boolean unix = "unix".equals(uri.getScheme())
                && uri.getPath() != null
                && uri.getPath().startsWith("/");
        boolean tcp = "tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0;
        if (!unix && !tcp) {
            throw new IllegalArgumentException(
                    "the engine's address is unix:///path or tcp://host:port, but was \"" + uri + "\"");
        }
    }

    boolean unix() {
        return "unix".equals(uri.getScheme());
    }

    /** The address as sockets take it; a host name is looked up now. */
    SocketAddress socketAddress() {
        return unix() ? UnixDomainSocketAddress.of(uri.getPath()) : new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}

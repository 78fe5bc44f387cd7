// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Secure mode: mutual TLS 1.3 on the port of plain HTTP, told apart by the first byte (specification, section 0.5, point 7). What is
 * not detected goes to the next protocol.
 */
final class TlsDetection {
    private TlsDetection() {}

    /** @param tls this node's certificate and whom it trusts */
    static ConnectionFactory of(SSLContext tls) {
        SslContextFactory.Server security = new SslContextFactory.Server();
        security.setSslContext(tls);
        security.setNeedClientAuth(true);
        security.setIncludeProtocols("TLSv1.3");
        return new DetectorConnectionFactory(new SslConnectionFactory(security, HttpVersion.HTTP_1_1.asString()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.edgeorchestration.api.node.Ticker;

/**
 * Listens to other nodes: HTTP/1.1, and in secure mode on the same port also mutual TLS 1.3, told apart by the first byte
 * (specification, section 0.5, point 7).
 */
final class PeerListener implements AutoCloseable {
    /** The largest header of a call that is taken, in bytes. */
    static final int MAX_HEADER = 8 * 1_024;

    /** The longest silence of a socket that is being read or written. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);
    private static final int BACKLOG = 1_024;
    private static final int MIN_THREADS = 2;
    private static final int MAX_THREADS = 8;
    private static final int MAX_TASKS = 4_096;

    private final Server server;
    private final Connections connections;

    /**
     * Opens the port.
     *
     * @param addresses where it listens
     * @param port the TCP port on each of them; 0 takes a free one
     * @param tls this node's certificate and whom it trusts; empty unless in secure mode
     * @param routes answers the calls
     * @throws IllegalStateException when the port cannot be had
     */
    PeerListener(List<InetAddress> addresses, int port, Optional<SSLContext> tls, PeerRoutes routes, Ticker ticker) {
        connections = new Connections(ticker);
        QueuedThreadPool pool = new QueuedThreadPool(
                MAX_THREADS + addresses.size(),
                MIN_THREADS,
                (int) THREAD_IDLE.toMillis(),
                new BlockingArrayQueue<>(64, 64, MAX_TASKS));
        pool.setName("edge-peer");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        server = new Server(pool);
        server.setErrorHandler(new SilentErrors());
        server.setHandler(new PeerGate(routes));
        for (InetAddress address : addresses) {
            server.addConnector(connector(address, port, tls));
        }
        start(port);
    }

    private ServerConnector connector(InetAddress address, int port, Optional<SSLContext> tls) {
        // The selector accepts as well, so that an address costs one thread.
        ServerConnector connector = new ServerConnector(server, 0, 1, protocols(tls)) {
            @Override
            protected void onEndPointOpened(EndPoint endPoint) {
                super.onEndPointOpened(endPoint);
                connections.opened(endPoint);
            }

            @Override
            protected void onEndPointClosed(EndPoint endPoint) {
                connections.closed(endPoint);
                super.onEndPointClosed(endPoint);
            }
        };
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setAcceptedTcpNoDelay(true);
        connector.setIdleTimeout(SILENCE.toMillis());
        connector.addBean(connections, false);
        return connector;
    }

    private static ConnectionFactory[] protocols(Optional<SSLContext> tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(MAX_HEADER);
        configuration.setResponseHeaderSize(MAX_HEADER);
        configuration.setOutputBufferSize(Sending.BUFFER);
        configuration.setOutputAggregationSize(Sending.BUFFER);
        configuration.setSendServerVersion(false);
        // A body that is too large is refused by its header.
        configuration.setDelayDispatchUntilContent(false);
        configuration.setSendDateHeader(true);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {http};
        }
        SslContextFactory.Server security = new SslContextFactory.Server();
        security.setSslContext(tls.get());
        security.setNeedClientAuth(true);
        security.setIncludeProtocols("TLSv1.3");
        SslConnectionFactory ssl = new SslConnectionFactory(security, HttpVersion.HTTP_1_1.asString());
        // What is not detected goes to the next in the list.
        return new ConnectionFactory[] {new DetectorConnectionFactory(ssl), http};
    }

    private void start(int port) {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException("port " + port + " for other nodes cannot be had: " + e.getMessage(), e);
        }
    }

    /** The port of the first address. */
    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** How many connections are open. */
    int connections() {
        return connections.count();
    }

    /** Closes connections whose callers are too slow; to be called every second or so. */
    void sweep() {
        connections.sweep();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server for other nodes did not stop", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The Jetty server: sockets, HTTP/1.1, and a small pool of threads. */
final class HttpListener implements AutoCloseable {
    /** The largest header of a request that is taken, in bytes. */
    static final int MAX_HEADER = 8 * 1_024;

    /** The longest silence of a socket that is being read or written. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);
    private static final int BACKLOG = 1_024;
    private static final int MIN_THREADS = 2;
    private static final int MAX_TASKS = 4_096;

    private final Server server;

    /**
     * Prepares the server; {@link #start} opens its ports.
     *
     * @param addresses where it listens
     * @param port the TCP port on each of them; 0 takes a free one
     * @param threads the most threads it uses; each address takes one for itself
     * @param connections bounds the connections
     */
    HttpListener(List<InetAddress> addresses, int port, int threads, Connections connections) {
        QueuedThreadPool pool = new QueuedThreadPool(
                threads + addresses.size(),
                MIN_THREADS,
                (int) THREAD_IDLE.toMillis(),
                new BlockingArrayQueue<>(64, 64, MAX_TASKS));
        pool.setName("edge-rest");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        server = new Server(pool);
        server.setErrorHandler(new ConnectionProblems());
        addresses.forEach(address -> server.addConnector(connector(address, port, connections)));
    }

    private ServerConnector connector(InetAddress address, int port, Connections connections) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER);
        http.setResponseHeaderSize(MAX_HEADER);
        http.setOutputBufferSize(Sending.BUFFER);
        http.setOutputAggregationSize(Sending.BUFFER);
        http.setSendServerVersion(false);
        // What must be refused is refused by its header.
        http.setDelayDispatchUntilContent(false);
        http.setSendDateHeader(true);
        // The selector accepts as well, so that an address costs one thread.
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setAcceptedTcpNoDelay(true);
        connector.setIdleTimeout(SILENCE.toMillis());
        connector.addBean(connections, false);
        return connector;
    }

    /** Where streams go on when they have something to send. */
    Executor executor() {
        return server.getThreadPool();
    }

    /**
     * Opens the ports.
     *
     * @param handler answers the requests
     */
    void start(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the REST server did not start: " + e.getMessage(), e);
        }
    }

    /** The port of the first address. */
    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the REST server did not stop", e);
        }
    }
}

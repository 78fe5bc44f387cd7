// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty server: sockets, HTTP/1.1, and a small pool of threads. */
public final class HttpListener implements AutoCloseable {
    /** What a connection's own buffer takes of an answer, in bytes: a shorter one is written without waiting for its reader. */
    public static final int BUFFER = 32 * 1_024;

    /** The largest header of a request that is taken, in bytes. */
    private static final int MAX_HEADER = 8 * 1_024;

    /** The longest silence of a socket that is being read or written. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration THREAD_IDLE = Duration.ofSeconds(10);
    private static final int BACKLOG = 1_024;
    private static final int MIN_THREADS = 2;
    private static final int MAX_TASKS = 4_096;

    private final Settings settings;
    private final Connections connections;
    private final Server server;

    /**
     * Where it listens, and with what.
     *
     * @param name names its threads, before {@code -} and a number
     * @param addresses where it listens
     * @param port the TCP port on each of them; 0 takes a free one
     * @param threads the most threads it uses; each address takes one more for itself
     */
    public record Settings(String name, List<InetAddress> addresses, int port, int threads) {}

    /**
     * Prepares the server; {@link #start} opens its ports.
     *
     * @param connections bounds the connections
     * @param first makes, for each address, the protocols that are looked for before HTTP, such as one that detects TLS
     */
    public HttpListener(Settings settings, Connections connections, Supplier<List<ConnectionFactory>> first) {
        this.settings = settings;
        this.connections = connections;
        QueuedThreadPool pool = new QueuedThreadPool(
                settings.threads() + settings.addresses().size(),
                MIN_THREADS,
                (int) THREAD_IDLE.toMillis(),
                new BlockingArrayQueue<>(64, 64, MAX_TASKS));
        pool.setName(settings.name());
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        server = new Server(pool);
        settings.addresses().forEach(address -> server.addConnector(connector(address, first.get())));
    }

    private ServerConnector connector(InetAddress address, List<ConnectionFactory> first) {
        List<ConnectionFactory> protocols = new ArrayList<>(first);
        protocols.add(http());
        ServerConnector connector = new CountedConnector(server, connections, protocols);
        connector.setHost(address.getHostAddress());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setAcceptedTcpNoDelay(true);
        connector.setIdleTimeout(SILENCE.toMillis());
        connector.addBean(connections, false);
        return connector;
    }

    private static HttpConnectionFactory http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER);
        http.setResponseHeaderSize(MAX_HEADER);
        http.setOutputBufferSize(BUFFER);
        http.setOutputAggregationSize(BUFFER);
        http.setSendServerVersion(false);
        // What must be refused is refused by its header.
        http.setDelayDispatchUntilContent(false);
        http.setSendDateHeader(true);
        return new HttpConnectionFactory(http);
    }

    /** The server's threads, on which an answer that had to wait goes on. */
    public Executor executor() {
        return server.getThreadPool();
    }

    /**
     * Opens the ports.
     *
     * @param handler answers the requests
     * @param errors answers what never becomes a request, such as bytes that are no HTTP
     * @throws IllegalStateException when a port cannot be had
     */
    public void start(Handler handler, ErrorHandler errors) {
        server.setHandler(handler);
        server.setErrorHandler(errors);
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException(
                    settings.name() + " cannot listen on port " + settings.port() + ": " + e.getMessage(), e);
        }
    }

    /** The port of the first address. */
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(settings.name() + " did not stop", e);
        }
    }

    /** Tells of its sockets rather than of what is spoken on them: with TLS there are two connections to one socket. */
    private static final class CountedConnector extends ServerConnector {
        private final Connections connections;

        /** The selector accepts as well, so that an address costs one thread. */
        CountedConnector(Server server, Connections connections, List<ConnectionFactory> protocols) {
            super(server, 0, 1, protocols.toArray(ConnectionFactory[]::new));
            this.connections = connections;
        }

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
    }
}

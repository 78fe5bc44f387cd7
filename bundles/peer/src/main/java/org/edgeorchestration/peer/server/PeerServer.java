// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerCalls;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.http.Connections;
import org.edgeorchestration.http.HttpListener;
import org.edgeorchestration.peer.wire.GoSeal;
import org.edgeorchestration.peer.wire.PeerSeal;

/** The receiving half of the wire between nodes, put together. Listens until {@link #close}. */
public final class PeerServer implements AutoCloseable {
    /** How many connections there may be. */
    static final int CONNECTIONS = 512;

    /** How many there may be from one address. */
    static final int CONNECTIONS_PER_ADDRESS = 64;

    /** From the end of a call to the end of its answer: that comes from memory, so it is the caller who takes the time. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final int THREADS = 8;

    private final PeerRoutes routes;
    private final Connections connections;
    private final HttpListener listener;

    /**
     * How calls are received.
     *
     * @param port the TCP port; 0 takes a free one
     * @param acceptsPlaintext whether nodes are served that can prove nothing
     * @param tls this node's certificate and whom it trusts; empty unless in secure mode
     */
    public record Settings(int port, boolean acceptsPlaintext, Optional<SSLContext> tls) {}

    /**
     * Listens.
     *
     * @param key the fleet's; without one only pings and, where they are accepted, plaintext calls are answered
     * @param output learns which executions write for other nodes
     * @throws IllegalStateException when the port cannot be had
     */
    public PeerServer(
            Settings settings,
            LocalNode self,
            Optional<SharedKey> key,
            Ticker ticker,
            ScoreProvider scores,
            PeerRequests requests,
            Acquaintances acquaintances,
            GoNotifications notifications,
            OutputRelay output) {
        Complaints complaints = new Complaints(ticker);
        GoDialect goDialect =
                new GoDialect(key.map(GoSeal::new), settings.acceptsPlaintext(), new ReplayGuard(ticker), complaints);
        OurDialect ourDialect =
                new OurDialect(self.id(), key.map(PeerSeal::new), new Lives(), acquaintances, complaints);
        GoScores told = new GoScores(scores, requests, acquaintances);
        routes = new PeerRoutes(
                new GoRoutes(goDialect, told, requests, acquaintances, notifications),
                new OurRoutes(ourDialect, told, requests, acquaintances, output),
                ourDialect,
                complaints);
        connections = new Connections(
                new Connections.Limits(
                        CONNECTIONS, CONNECTIONS_PER_ADDRESS, address -> false, Optional.of(ANSWER_WITHIN)),
                ticker);
        listener = new HttpListener(
                new HttpListener.Settings("edge-peer", self.listenAddresses(), settings.port(), THREADS),
                connections,
                () -> settings.tls().map(TlsDetection::of).stream().toList());
        listener.start(new PeerGate(routes), new SilentErrors());
    }

    /** Answers what nodes of the seed era call on the applications' port. */
    public PeerCalls calls() {
        return routes;
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** How many connections are open. */
    int connections() {
        return connections.count();
    }

    /** Closes connections whose callers are too slow; to be called every second or so. */
    public void sweep() {
        connections.sweep();
    }

    @Override
    public void close() {
        listener.close();
    }
}

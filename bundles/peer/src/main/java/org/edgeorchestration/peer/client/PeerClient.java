// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.service.StatusDelivery;
import org.edgeorchestration.peer.server.Acquaintances;
import org.edgeorchestration.peer.server.GoNotifications;
import org.edgeorchestration.peer.server.PendingOutput;
import org.edgeorchestration.peer.server.Shipper;
import org.edgeorchestration.peer.wire.AdminToken;

/**
 * The sending half of the wire between nodes, put together. Looks for other nodes from {@link #start} on, as soon as it is told of a
 * {@link Discovery}; until {@link #close}.
 */
public final class PeerClient implements Acquaintances, AutoCloseable {
    private static final int CALL_THREADS = 4;
    private static final int CALLS_WAITING = 4_096;
    private static final Duration LIVES_EVERY = Duration.ofSeconds(1);

    private final ExecutorService callers;
    private final ScheduledExecutorService scheduler;
    private final Calls calls;
    private final Speaker speaker;
    private final PeerLog log = new PeerLog();
    private final PeerTable table;
    private final Course course;
    private final GoExecutions executions;
    private final Lookout lookout;
    private final HttpPeerTransport transport;

    /**
     * How others are spoken to.
     *
     * @param port where nodes listen for each other, 56002
     * @param seedPort where nodes of the seed era do, 56001
     * @param acceptsPlaintext whether nodes that can prove nothing are spoken to
     * @param tls speaks to nodes in secure mode; they are tried over TLS first when it is there
     * @param token shown to Go nodes in secure mode
     */
    public record Settings(
            int port, int seedPort, boolean acceptsPlaintext, Optional<SSLContext> tls, Optional<AdminToken> token) {}

    /**
     * Begins to speak, not yet to look around.
     *
     * @param key the fleet's
     * @param requests learns what Go nodes tell of executions ordered there
     */
    public PeerClient(
            Settings settings,
            LocalNode self,
            SharedKey key,
            Threads threads,
            Ticker ticker,
            InstantSource time,
            PeerRequests requests) {
        this(
                settings,
                self,
                key,
                threads,
                ticker,
                time,
                requests,
                new Network(
                        callers -> new HttpCalls(callers, ticker, bound(self), settings.tls()),
                        to -> new SocketLine(to, bound(self))));
    }

    /**
     * What others are reached through.
     *
     * @param calls makes what calls are made with, on the given threads; it ends with this client
     * @param lines opens idle connections
     */
    record Network(Function<Executor, Calls> calls, Lines lines) {}

    PeerClient(
            Settings settings,
            LocalNode self,
            SharedKey key,
            Threads threads,
            Ticker ticker,
            InstantSource time,
            PeerRequests requests,
            Network network) {
        callers = threads.pool("peer-call", CALL_THREADS, CALLS_WAITING);
        calls = network.calls().apply(callers);
        scheduler = threads.scheduler("peer-lookout");
        speaker = new Speaker(self.id(), calls, key, settings.token(), time, ticker);
        table = new PeerTable(ticker, new Pace(ticker), log);
        Admission admission = new Admission(self.id(), table, ticker, log);
        course = new Course(scheduler);
        GoTurns turns = new GoTurns(requests, table::isThere, course::later, ticker);
        executions = new GoExecutions(requests, table, turns);
        Hearsay hearsay = new Hearsay();
        Scout scout = new Scout(speaker, executions, hearsay, settings);
        Inquiry inquiry = new Inquiry(table, admission, scout, course, ticker, log);
        lookout = new Lookout(
                table,
                admission,
                inquiry,
                new Vigil(table, admission, scout, course, hearsay, ticker),
                new Lifelines(table, executions, network.lines(), ticker),
                course);
        transport = new HttpPeerTransport(table, turns, lookout, scheduler, ticker);
    }

    /** A node that is bound to one address also calls from it: others answer to where a call came from. */
    private static Optional<SocketAddress> bound(LocalNode self) {
        boolean everywhere = self.listenAddresses().stream().anyMatch(InetAddress::isAnyLocalAddress);
        return everywhere
                ? Optional.empty()
                : Optional.of(HttpCalls.from(self.addresses().get(0)));
    }

    /** Looks around from now on. */
    public void start() {
        lookout.start();
        course.every(LIVES_EVERY, executions::look);
    }

    /** Another way of hearing of nodes. */
    public void add(Discovery discovery) {
        lookout.sources().add(discovery);
    }

    /** One that has ended; nodes known through it are still minded. */
    public void remove(Discovery discovery) {
        lookout.sources().remove(discovery);
    }

    public PeerTransport transport() {
        return transport;
    }

    public GoNotifications goNotifications() {
        return executions;
    }

    /** Carries statuses to the nodes that ordered the executions, with the output that is pending. */
    public StatusDelivery delivery(PendingOutput output) {
        return new PeerDelivery(table, lookout, speaker, output, log);
    }

    /** Carries output between statuses. */
    public Shipper shipper(PendingOutput output) {
        return new PeerDelivery(table, lookout, speaker, output, log);
    }

    @Override
    public void heard(NodeId id, InetAddress from) {
        lookout.heard(id, from);
    }

    @Override
    public void sealedOtherwise(NodeId claimed, InetAddress from) {
        log.sealedOtherwise(claimed, from);
    }

    @Override
    public Optional<Duration> roundTrip(NodeId id) {
        return table.find(id).flatMap(peer -> peer.vitals().roundTrips().shortest());
    }

    @Override
    public Set<NodeId> silent() {
        return table.silent();
    }

    @Override
    public void close() {
        lookout.close();
        scheduler.shutdownNow();
        calls.close();
        callers.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.discovery.FakeDiscovery;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;

/** As {@link Neighbourhood}, but in a time that passes only as the test lets it: what takes how long is exact. */
final class ManualNeighbourhood implements AutoCloseable {
    private static final int PORT = 56_002;
    private static final int SEED_PORT = 56_001;
    private static final Duration STEP = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    final FakeDiscovery discovery = new FakeDiscovery();
    final FakePeerRequests requests;
    final PeerClient client;
    private final FakeLocalNode self = new FakeLocalNode(Path.of("."));
    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final ManualLan lan = new ManualLan(threads, 7);

    ManualNeighbourhood(boolean acceptsPlaintext) {
        this(acceptsPlaintext, Optional.empty());
    }

    /** @param tls is there in secure mode, and never looked at: whoever is called takes any certificate for good */
    ManualNeighbourhood(boolean acceptsPlaintext, Optional<SSLContext> tls) {
        requests = new FakePeerRequests(
                new Node(self.id(), "linux", self.addresses(), Set.of(ExecutionType.NATIVE), Set.of()));
        client = new PeerClient(
                new PeerClient.Settings(PORT, SEED_PORT, acceptsPlaintext, tls, Optional.empty()),
                self,
                Neighbourhood.KEY,
                threads,
                threads.time(),
                threads.time(),
                requests,
                new PeerClient.Network(callers -> lan, lan));
        client.add(discovery);
        client.start();
    }

    NodeId self() {
        return self.id();
    }

    PeerTransport transport() {
        return client.transport();
    }

    OurWords ours(int number) {
        return new OurWords(Neighbourhood.id(number), Neighbourhood.address(number), Neighbourhood.KEY);
    }

    /** A node at the address of that number. */
    ManualLan.Host node(int number, TestNode.Words words) {
        return node(Neighbourhood.address(number), words);
    }

    ManualLan.Host node(InetAddress address, TestNode.Words words) {
        boolean seed = words instanceof GoWords go && go.isOfTheSeedEra();
        return lan.host(new Endpoint(address, seed ? SEED_PORT : PORT, false), words);
    }

    /** What speaks mutual TLS at the address of that number. */
    ManualLan.Host secureNode(int number, TestNode.Words words) {
        return lan.host(new Endpoint(Neighbourhood.address(number), PORT, true), words);
    }

    void pass(Duration duration) {
        threads.pass(duration);
    }

    /** Lets time pass until then, to the millisecond. */
    Duration until(BooleanSupplier condition) {
        Duration passed = Duration.ZERO;
        while (!condition.getAsBoolean()) {
            if (passed.compareTo(LIMIT) >= 0) {
                throw new AssertionError("not within " + LIMIT);
            }
            threads.pass(STEP);
            passed = passed.plus(STEP);
        }
        return passed;
    }

    /** Lets time pass until the node of that number stands so, and returns what is known of it then. */
    Peer await(int number, Peer.Standing standing) {
        until(number, standing);
        return transport().peer(Neighbourhood.id(number)).orElseThrow();
    }

    /** Lets time pass until the node of that number stands so. */
    Duration until(int number, Peer.Standing standing) {
        return until(() -> standing(number).equals(Optional.of(standing)));
    }

    Optional<Peer.Standing> standing(int number) {
        return transport().peer(Neighbourhood.id(number)).map(Peer::standing);
    }

    boolean gone(int number) {
        return standing(number).isEmpty();
    }

    @Override
    public void close() {
        client.close();
    }
}

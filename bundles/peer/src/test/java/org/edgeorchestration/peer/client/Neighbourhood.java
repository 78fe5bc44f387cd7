// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.discovery.FakeDiscovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.peer.wire.AdminToken;

/** The sending half with other nodes around it, each on an address of loopback of its own. */
final class Neighbourhood implements AutoCloseable {
    static final SharedKey KEY = new SharedKey("a key of tests".getBytes(StandardCharsets.UTF_8));
    static final SharedKey OTHER_KEY = new SharedKey("another key\n".getBytes(StandardCharsets.UTF_8));

    final FakeDiscovery discovery = new FakeDiscovery();
    final FakePeerRequests requests;
    final PeerClient client;
    final int port = free();
    final int seedPort = free();
    private final FakeLocalNode self = new FakeLocalNode(Path.of("."));
    private final RealThreads threads = new RealThreads();
    private final List<TestNode> nodes = new ArrayList<>();

    Neighbourhood(boolean acceptsPlaintext) {
        this(acceptsPlaintext, Optional.empty(), Optional.empty());
    }

    Neighbourhood(boolean acceptsPlaintext, Optional<SSLContext> tls, Optional<AdminToken> token) {
        requests = new FakePeerRequests(
                new Node(self.id(), "linux", self.addresses(), Set.of(ExecutionType.NATIVE), Set.of()));
        client = new PeerClient(
                new PeerClient.Settings(port, seedPort, acceptsPlaintext, tls, token),
                self,
                KEY,
                threads,
                System::nanoTime,
                InstantSource.system(),
                requests);
        client.add(discovery);
        client.start();
    }

    PeerTransport transport() {
        return client.transport();
    }

    NodeId self() {
        return self.id();
    }

    static NodeId id(int number) {
        return NodeId.of(new UUID(7, number));
    }

    static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts a node at the address of that number. */
    TestNode node(int number, TestNode.Words words) {
        boolean seed = words instanceof GoWords go && go.isOfTheSeedEra();
        return kept(new TestNode(
                address(number), seed ? seedPort : port, words instanceof OurWords, Optional.empty(), words));
    }

    /** Starts a node that speaks mutual TLS. */
    TestNode secureNode(InetAddress address, SSLContext tls, TestNode.Words words) {
        return kept(new TestNode(address, port, false, Optional.of(tls), words));
    }

    private TestNode kept(TestNode node) {
        nodes.add(node);
        return node;
    }

    OurWords ours(int number) {
        return new OurWords(id(number), address(number), KEY);
    }

    /** What the nodes of those numbers would announce. */
    static Sighting sighting(int number, Sighting.Dialect dialect) {
        return sighting(Optional.of(id(number)), dialect, false, 1, address(number));
    }

    static Sighting sighting(
            Optional<NodeId> id, Sighting.Dialect dialect, boolean leaving, long spoken, InetAddress... addresses) {
        return new Sighting(
                id,
                "docker",
                Arrays.asList(addresses),
                Set.of(ExecutionType.CONTAINER),
                Set.of(),
                dialect,
                true,
                leaving,
                spoken);
    }

    Peer await(int number, Peer.Standing standing) {
        Await.until(() -> stands(number, standing));
        return transport().peer(id(number)).orElseThrow();
    }

    private boolean stands(int number, Peer.Standing standing) {
        return transport().peer(id(number)).map(Peer::standing).equals(Optional.of(standing));
    }

    boolean gone(int number) {
        return transport().peers().stream().noneMatch(peer -> peer.node().id().equals(id(number)));
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        nodes.forEach(TestNode::close);
        threads.close();
    }
}

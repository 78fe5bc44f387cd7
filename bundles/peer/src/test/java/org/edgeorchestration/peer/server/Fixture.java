// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.SharedKey;
import org.edgeorchestration.api.peer.FakePeerRequests;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.Epoch;
import org.edgeorchestration.peer.wire.GoSeal;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.PeerSeal;

/** A server on a free port of the loopback address, and ways to call it. */
final class Fixture implements AutoCloseable {
    static final String API = "/api/v1";
    static final SharedKey KEY = new SharedKey("thisIsAuthenticationKey".getBytes(StandardCharsets.UTF_8));
    static final GoSeal GO_SEAL = new GoSeal(KEY);
    static final NodeId OTHER = new NodeId("edge-orchestration-other");
    static final double GO_SCORE = 7.5;
    static final Duration ROUND_TRIP = Duration.ofNanos(1_024_097);

    final ManualTime time = new ManualTime();
    final FakeLocalNode self = new FakeLocalNode(Path.of("/nowhere"));
    final FakePeerRequests requests =
            new FakePeerRequests(Peers.node(self.id().value(), Set.of(ExecutionType.CONTAINER), new String[0]));
    final Scores scores = new Scores();
    final Others others = new Others();
    final OutputRelay output = new OutputRelay();
    final PeerServer server;
    final Caller caller = new Caller(KEY);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Fixture() {
        this(Optional.of(KEY), true, Optional.empty());
    }

    Fixture(Optional<SharedKey> key, boolean acceptsPlaintext, Optional<SSLContext> tls) {
        server = new PeerServer(
                new PeerServer.Settings(0, acceptsPlaintext, tls),
                self,
                key,
                time,
                scores,
                requests,
                others,
                others,
                output);
    }

    /** One fixed measurement, or none. */
    static final class Scores implements ScoreProvider {
        volatile Optional<Sample> sample =
                Optional.of(new Sample(new Resources(100, 2, 3_800, 1_000, 1L << 30, 1L << 29), Instant.EPOCH));
        volatile Duration asked = Duration.ofDays(1);

        @Override
        public Optional<Sample> sample() {
            return sample;
        }

        @Override
        public Score fitness(Resources resources, Duration roundTrip) {
            return new Score(1, List.of());
        }

        @Override
        public Score goScore(Resources resources, Duration roundTrip) {
            asked = roundTrip;
            return new Score(GO_SCORE, List.of());
        }
    }

    /** The other half: what it was told. */
    static final class Others implements Acquaintances, GoNotifications {
        final Map<NodeId, Duration> roundTrips = new ConcurrentHashMap<>(Map.of(OTHER, ROUND_TRIP));
        final List<NodeId> heard = new CopyOnWriteArrayList<>();
        final List<String> notified = new CopyOnWriteArrayList<>();
        final List<InetAddress> strangers = new CopyOnWriteArrayList<>();
        final Set<Long> known = ConcurrentHashMap.newKeySet();

        @Override
        public void heard(NodeId id, InetAddress from) {
            heard.add(id);
        }

        @Override
        public void sealedOtherwise(NodeId claimed, InetAddress from) {
            strangers.add(from);
        }

        @Override
        public Optional<Duration> roundTrip(NodeId id) {
            return Optional.ofNullable(roundTrips.get(id));
        }

        @Override
        public boolean notified(InetAddress from, Encoding encoding, long serviceId, String status) {
            notified.add(from.getHostAddress() + ' ' + encoding + ' ' + serviceId + ' ' + status);
            return known.remove(serviceId);
        }
    }

    /** A node of this project that calls. */
    final class Caller {
        final PeerSeal seal;
        final Epoch epoch = Epoch.random();
        final AtomicLong calls = new AtomicLong();

        Caller(SharedKey key) {
            seal = new PeerSeal(key);
        }

        EdgePeer header() throws Exception {
            return new EdgePeer(OTHER, epoch, hint().epoch(), calls.incrementAndGet());
        }

        byte[] sealed(String method, String path, EdgePeer header, String json) {
            return seal.sealCall(method, path, self.id(), header, json.getBytes(StandardCharsets.UTF_8));
        }

        /** What the opened answer says. */
        ObjectNode say(String method, String path, String json) throws Exception {
            EdgePeer header = header();
            HttpResponse<byte[]> answer = send(method, path, header, sealed(method, path, header, json));
            return Json.read(
                    seal.openAnswer(answer.statusCode(), header, answer.body()).orElseThrow());
        }

        int status(String method, String path, EdgePeer header, byte[] body) throws Exception {
            return send(method, path, header, body).statusCode();
        }

        HttpResponse<byte[]> send(String method, String path, EdgePeer header, byte[] body) throws Exception {
            return Fixture.this.send(method, path, body, EdgePeer.NAME, header.toString());
        }
    }

    EdgePeer.Hint hint() throws Exception {
        return send("GET", API + "/ping", new byte[0])
                .headers()
                .firstValue(EdgePeer.NAME)
                .flatMap(EdgePeer.Hint::parse)
                .orElseThrow();
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> sendSealed(String method, String path, String body) throws Exception {
        return send(method, path, GO_SEAL.seal(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A call that came in on the applications' port. */
    PeerAnswer seedEra(String method, String path, byte[] body) {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 56_001);
        return server.calls()
                .answer(new PeerCall(method, path, here, here, false, Map.of(), ByteBuffer.wrap(body)))
                .toCompletableFuture()
                .join();
    }

    Socket connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Whether the node ends that connection: by closing it, or by a reset where it has not read everything. */
    static boolean ends(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String opened(byte[] body) {
        return new String(GO_SEAL.open(body).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}

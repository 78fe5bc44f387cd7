// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.FakeServiceManager;

/** A server on a free port of this machine, with fakes behind it. */
final class Fixture implements AutoCloseable {
    static final String SERVICES = "/api/v1/orchestration/services";

    final OneAddressNode node = new OneAddressNode();
    final FakeServiceManager services =
            new FakeServiceManager(Peers.node(node.id().value(), Set.of(ExecutionType.CONTAINER), "hello"));
    final Scores scores = new Scores();
    final RestServer server;
    private final RealThreads threads = new RealThreads();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A score provider with one fixed sample, or none. */
    static final class Scores implements ScoreProvider {
        volatile Optional<Sample> sample =
                Optional.of(new Sample(new Resources(10, 2, 2_000, 0, 1_000, 500), FakeServiceManager.THEN));

        @Override
        public Optional<Sample> sample() {
            return sample;
        }

        @Override
        public Score fitness(Resources resources, Duration roundTrip) {
            return new Score(7.5 - roundTrip.toNanos() / 2.5e6, java.util.List.of());
        }

        @Override
        public Score goScore(Resources resources, Duration roundTrip) {
            return new Score(1, java.util.List.of());
        }
    }

    Fixture() {
        this(Map.of());
    }

    Fixture(Map<String, Object> config) {
        this(config, System::nanoTime);
    }

    Fixture(Map<String, Object> config, Ticker ticker) {
        Map<String, Object> all = new HashMap<>(config);
        all.putIfAbsent("port", 0);
        server = new RestServer(
                Configs.of(RestServer.Config.class, all),
                services,
                node,
                scores,
                InstantSource.fixed(FakeServiceManager.THEN.plusSeconds(2)),
                ticker,
                threads);
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(uri(SERVICES)).POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(String body) {
        return send(request(body));
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A raw connection of this host. */
    Wire connect() throws IOException {
        return connectFrom("127.0.0.1");
    }

    /** A raw connection from one of the addresses that lead to this machine. */
    Wire connectFrom(String address) throws IOException {
        return new Wire(new Socket(
                InetAddress.getLoopbackAddress(),
                port(),
                IpLiteral.parse(address).orElseThrow(),
                0));
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + response.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
        threads.close();
    }
}

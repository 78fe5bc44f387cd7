// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The address that an application gives to be told what becomes of its services. */
final class CallbackReceiver implements AutoCloseable {

    private static final String PATH = "/api/v1/services/notification";

    private final List<JsonNode> callbacks = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    CallbackReceiver() throws IOException {
        this(0);
    }

    /** @param port where to listen, on loopback; 0 for any free one */
    CallbackReceiver(int port) throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** One that other hosts can reach, where this machine has that address. */
    CallbackReceiver(String address) throws IOException {
        this(new InetSocketAddress(address, 0));
    }

    private CallbackReceiver(InetSocketAddress at) throws IOException {
        server = HttpServer.create(at, 128);
        server.createContext(PATH, this::receive);
        server.start();
    }

    URI uri() {
        InetAddress address = server.getAddress().getAddress();
        String host = address.isLoopbackAddress() ? "localhost" : address.getHostAddress();
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + PATH);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            callbacks.add(
                    Application.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The callbacks for an execution so far, as they came. */
    List<JsonNode> of(String executionId) {
        return callbacks.stream()
                .filter(callback -> callback.path("ExecutionId").asText().equals(executionId))
                .toList();
    }

    /** The callback with that status, once it has come. */
    JsonNode awaited(String executionId, String status, Duration limit) {
        return Await.value(
                "callback " + status + " of execution " + executionId,
                limit,
                () -> of(executionId).stream()
                        .filter(callback -> callback.path("Status").asText().equals(status))
                        .findFirst(),
                () -> callbacks);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

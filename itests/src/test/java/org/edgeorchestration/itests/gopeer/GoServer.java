// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A port of a Go node, with the habits of its router (specification, section 1.2). */
final class GoServer {

    /** What a route makes of a body and whom it came from. */
    @FunctionalInterface
    interface Route {
        /**
         * The answer.
         *
         * @throws HandlerPanic where Go's handler panics
         */
        Answer answer(byte[] body, InetAddress from) throws IOException;
    }

    /** A status and a body, which may be empty. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        static Answer empty(int status) {
            return new Answer(status, new byte[0]);
        }
    }

    private final Map<String, Map<String, Route>> routes = new LinkedHashMap<>();
    private final Story story;
    private final Optional<GoTokens> tokens;

    /** @param tokens asks for them */
    GoServer(Story story, Optional<GoTokens> tokens) {
        this.story = story;
        this.tokens = tokens;
    }

    /** @param path its last part may be a parameter: it then ends with a slash */
    GoServer route(String method, String path, Route route) {
        routes.computeIfAbsent(path, any -> new LinkedHashMap<>()).put(method, route);
        return this;
    }

    void listen(int port, Executor threads, Optional<SSLContext> tls) throws IOException {
        InetSocketAddress at = new InetSocketAddress(port);
        HttpServer server;
        if (tls.isPresent()) {
            HttpsServer secure = HttpsServer.create(at, 512);
            secure.setHttpsConfigurator(new ClientCertificates(tls.get()));
            server = secure;
        } else {
            server = HttpServer.create(at, 512);
        }
        server.createContext("/", this::exchange);
        server.setExecutor(threads);
        server.start();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Connection", "close");
            String path = exchange.getRequestURI().getPath();
            Optional<Map<String, Route>> methods = methods(path);
            if (methods.isEmpty()) {
                notFound(exchange, path);
                return;
            }
            Route route = methods.get().get(exchange.getRequestMethod());
            if (route == null) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (!admits(path, exchange)) {
                story.tell("swallowed", "path", path);
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            send(exchange, route.answer(body, exchange.getRemoteAddress().getAddress()));
        } catch (HandlerPanic panic) {
            story.tell("panic", "path", exchange.getRequestURI().getPath(), "cause", panic.what());
        }
    }

    private boolean admits(String path, HttpExchange exchange) {
        Optional<String> authorization =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        return tokens.map(filter -> filter.admit(path, authorization)).orElse(true);
    }

    private Optional<Map<String, Route>> methods(String path) {
        String parent = path.substring(0, path.lastIndexOf('/') + 1);
        return Optional.ofNullable(routes.get(path)).or(() -> Optional.ofNullable(routes.get(parent)));
    }

    private void notFound(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith("/") && routes.containsKey(path.substring(0, path.length() - 1))) {
            exchange.getResponseHeaders().set("Location", path.substring(0, path.length() - 1));
            exchange.sendResponseHeaders(301, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(exchange, new Answer(404, "404 page not found\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
        exchange.getResponseBody().write(answer.body);
    }

    /** Demands a certificate of whoever connects. */
    private static final class ClientCertificates extends HttpsConfigurator {
        ClientCertificates(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            parameters.setSSLParameters(ssl);
        }
    }
}

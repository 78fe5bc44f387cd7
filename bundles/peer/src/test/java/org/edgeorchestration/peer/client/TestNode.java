// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** A node to talk to, on a real socket; what it says is the business of its {@link Words}. */
final class TestNode implements AutoCloseable {
    /** What a node answers. */
    interface Words {
        /** The answer to a call; empty ends the connection without one, as a Go node's panic does. */
        Optional<Said> answer(Heard call) throws UnreadableBody;
    }

    /** A call that came. */
    @SuppressWarnings("ArrayRecordComponent")
    record Heard(String method, String path, Optional<String> edgePeer, Optional<String> authorization, byte[] body) {
        String line() {
            return method + ' ' + path;
        }
    }

    /** An answer; {@code typed} with a content type, as all of a Go node are that come from its handlers. */
    @SuppressWarnings("ArrayRecordComponent")
    record Said(int status, Optional<String> edgePeer, boolean typed, byte[] body) {
        static Said plain(int status, byte[] body) {
            return new Said(status, Optional.empty(), true, body);
        }

        /** What the filter of a Go node in secure mode answers. */
        static Said swallowed() {
            return new Said(200, Optional.empty(), false, new byte[0]);
        }

        static Said empty(int status) {
            return plain(status, new byte[0]);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final boolean keepsConnections;
    private volatile Words words;
    private volatile boolean silent;

    static {
        // else an answer waits 40 ms for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    TestNode(InetAddress address, int port, boolean keepsConnections, Optional<SSLContext> tls, Words words) {
        this.words = words;
        this.keepsConnections = keepsConnections;
        try {
            server = tls.isPresent() ? HttpsServer.create() : HttpServer.create();
            server.bind(new InetSocketAddress(address, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tls.ifPresent(context -> ((HttpsServer) server).setHttpsConfigurator(mutual(context)));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpsConfigurator mutual(SSLContext context) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        };
    }

    void says(Words next) {
        words = next;
    }

    /** From now on it takes calls and never answers. */
    void silent(boolean now) {
        silent = now;
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    long heard(String line) {
        return heard.stream().filter(call -> call.line().equals(line)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Heard call = new Heard(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Edge-Peer")),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                    exchange.getRequestBody().readAllBytes());
            heard.add(call);
            Optional<Said> said = words.answer(call);
            if (silent) {
                end.await(20, TimeUnit.SECONDS);
                return;
            }
            if (said.isPresent()) {
                send(exchange, said.get());
            }
        } catch (UnreadableBody e) {
            send(exchange, Said.empty(400));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Said said) throws IOException {
        said.edgePeer().ifPresent(value -> exchange.getResponseHeaders().set("Edge-Peer", value));
        if (said.typed()) {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        }
        if (!keepsConnections) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        exchange.sendResponseHeaders(said.status(), said.body().length == 0 ? -1 : said.body().length);
        exchange.getResponseBody().write(said.body());
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On an engine that makes no container of the first orders, and none of the later ones yet. */
@Timeout(120)
class ContainerExecutionTest {
    private static final int REFUSED = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger creations = new AtomicInteger();
    private final List<String> removals = new CopyOnWriteArrayList<>();
    private HttpServer engine;

    @BeforeEach
    void open() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.setExecutor(threads);
        engine.createContext("/", this::handle);
        engine.start();
    }

    @AfterEach
    void close() {
        released.countDown();
        engine.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("DELETE")) {
            removals.add(path);
            awaitRelease();
            answer(exchange, 404);
        } else if (path.endsWith("/create")) {
            if (creations.incrementAndGet() > REFUSED) {
                awaitRelease();
            }
            answer(exchange, 500);
        } else {
            answer(exchange, 200);
        }
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            byte[] body = "{\"message\":\"as the test wants it\"}".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Two removals are under way, the third waits for them; those that are still being created keep both threads for that busy. */
    @Test
    void removesWhatHasEndedBeforeItCloses() {
        Workbench bench = new Workbench("tcp://127.0.0.1:" + engine.getAddress().getPort());
        for (int i = 0; i < REFUSED; i++) {
            bench.start("docker", "run", "image").observer().awaitEnd(Workbench.LIMIT);
        }
        Workbench.Running first = bench.start("docker", "run", "image");
        bench.start("docker", "run", "image");
        Eventually.holds(() -> creations.get() == REFUSED + 2 && removals.size() == 2, () -> "" + removals);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(bench::close);
        first.observer().awaitEnd(Workbench.LIMIT);
        released.countDown();
        closed.join();

        assertThat(removals).hasSize(REFUSED).doesNotHaveDuplicates();
    }
}

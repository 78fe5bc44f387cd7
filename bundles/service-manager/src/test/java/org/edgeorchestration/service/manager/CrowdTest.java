// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers and news of many executions on many threads at once, in every order in which they can overtake each other. */
@Timeout(120)
class CrowdTest {
    private static final int REQUESTS = 2_000;
    private static final Limits LIMITS =
            new Limits(REQUESTS, 100_000_000, REQUESTS, 65_536, 40_000_000, 100, Duration.ofHours(24), 100);
    private static final Patience PATIENCE =
            new Patience(3, Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofMinutes(10));

    private final RealThreads threads = new RealThreads();
    private final ExecutorService network = threads.pool("network", 4, 100_000);
    private final FakePeerTransport peers = new FakePeerTransport();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final Map<ExecutionId, List<String>> told = new ConcurrentHashMap<>();
    private final EdgeServiceManager manager = new EdgeServiceManager(new Parts(
            LIMITS,
            PATIENCE,
            new FakeLocalNode(Path.of("state")),
            threads,
            InstantSource.system(),
            System::nanoTime,
            new SeededIds(1)));

    @AfterEach
    void close() {
        manager.close();
        threads.close();
    }

    /** What becomes of an order is a matter of its id alone, not of the thread that carries it. */
    private CompletableFuture<Reception> receive(String peer, ExecutionOrder order) {
        if (!received.add(peer + " " + order.id())) {
            return CompletableFuture.completedFuture(new Reception.Accepted());
        }
        CompletableFuture<Reception> answer = new CompletableFuture<>();
        switch (new Random((peer + order.id()).hashCode()).nextInt(4)) {
            case 0 -> network.execute(() -> answer.complete(new Reception.Refused(Refusal.busy("full"))));
            case 1 -> network.execute(() -> answer.complete(new Reception.NotReached("refused")));
            case 2 -> {
                network.execute(() -> run(peer, order));
                network.execute(() -> answer.complete(new Reception.Unknown("no answer")));
            }
            default -> {
                network.execute(() -> run(peer, order));
                network.execute(() -> answer.complete(new Reception.Accepted()));
            }
        }
        return answer;
    }

    private void run(String peer, ExecutionOrder order) {
        report(peer, order, new ExecutionStatus.Started());
        network.execute(() -> {
            report(peer, order, new ExecutionStatus.Started());
            manager.report(
                    new NodeId(peer),
                    order.id(),
                    new Report(
                            List.of(new OutputLine(
                                    OutputLine.Stream.STDOUT, order.id().value())),
                            Optional.of(new ExecutionStatus.Finished())));
        });
    }

    private void report(String peer, ExecutionOrder order, ExecutionStatus status) {
        manager.report(new NodeId(peer), order.id(), new Report(List.of(), Optional.of(status)));
    }

    @Test
    void everyExecutionIsToldInOrderAndOnce() throws Exception {
        manager.subscribe(new ServiceListener() {
            @Override
            public void changed(ServiceStatus status) {
                told.computeIfAbsent(status.id(), id -> new CopyOnWriteArrayList<>())
                        .add(status.status().word());
            }
        });
        for (String name : List.of("a", "b", "c", "d", "e")) {
            peers.put(Peers.ours(name, Peers.idle())).receives(name, order -> receive(name, order));
        }
        manager.setPeerTransport(peers);
        List<ExecutionId> placed = placeAll();
        for (ExecutionId id : placed) {
            Await.until(
                    "it ended", () -> manager.service(id).orElseThrow().status().terminal());
            assertThat(manager.output(id).orElseThrow())
                    .extracting(OutputLine::text)
                    .containsExactly(id.value());
        }
        assertThat(placed).hasSizeGreaterThan(REQUESTS * 8 / 10);
        Await.until("all was told", () -> told.values().stream().allMatch(words -> words.contains("Finished")));
        assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(placed);
        assertThat(told.values())
                .allSatisfy(words -> assertThat(words).containsExactly("Accepted", "Started", "Finished"));
        assertThat(manager.services()).hasSize(placed.size());
    }

    private List<ExecutionId> placeAll() throws Exception {
        ExecutorService callers = threads.pool("callers", 4, REQUESTS);
        List<Future<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(callers.submit(() ->
                    manager.request(Requests.hello()).toCompletableFuture().join()));
        }
        List<ExecutionId> placed = new ArrayList<>();
        for (Future<Outcome> answer : answers) {
            if (answer.get() instanceof Outcome.Placed one) {
                placed.add(one.id());
            }
        }
        return placed;
    }
}

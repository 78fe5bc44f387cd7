// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long life must leave nothing behind; and one look at what a request costs. */
@Timeout(120)
class EnduranceTest {
    private static final Limits LIMITS =
            new Limits(100, 1_000_000, 1_000, 65_536, 4_194_304, 10_000, Duration.ofHours(24), 10_000);
    private static final Patience PATIENCE =
            new Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(10));

    /** Runs everything to its end at once and remembers nothing. */
    private static final class Instantly implements ServiceExecutor {
        private static final OutputLine LINE = new OutputLine(OutputLine.Stream.STDOUT, "x".repeat(1_000));

        @Override
        public ExecutionType type() {
            return ExecutionType.CONTAINER;
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            return Optional.empty();
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            observer.changed(new Started());
            for (int line = 0; line < 10; line++) {
                observer.wrote(LINE);
            }
            observer.changed(new Finished());
            return () -> {};
        }
    }

    private final RealThreads threads = new RealThreads();
    private final EdgeServiceManager manager = new EdgeServiceManager(new Parts(
            LIMITS,
            PATIENCE,
            new FakeLocalNode(Path.of("state")),
            threads,
            InstantSource.system(),
            System::nanoTime,
            new SeededIds(1)));

    EnduranceTest() {
        manager.addExecutor(new Instantly());
    }

    @AfterEach
    void close() {
        manager.close();
        threads.close();
    }

    @Test
    void aHundredThousandExecutionsLeaveNoMoreBehindThanATenthOfThem() {
        manager.addStatusDelivery(new FakeDelivery());
        run(0, 10_000);
        long before = used();
        long[] nanos = run(10_000, 90_000);
        long grown = used() - before;
        print("request, one node, with ten lines of output", nanos);
        System.out.printf("heap after 100,000: %+d KiB%n", grown / 1024);
        assertThat(manager.services()).hasSize(1_000);
        assertThat(grown).isLessThan(4 * 1024 * 1024);
    }

    @Test
    void decidingAmongThreePeersOfFreshLoadTakesMicroseconds() {
        manager.setScoreProvider(new SampleScores(new ManualTime()).measured(Peers.machine(100, 4, 2_000)));
        FakePeerTransport peers = new FakePeerTransport();
        for (String name : List.of("a", "b", "c")) {
            peers.put(Peers.ours(name, Peers.idle())).receives(name, order -> {
                manager.report(new NodeId(name), order.id(), new Report(List.of(), Optional.of(new Finished())));
                return CompletableFuture.completedStage(new Reception.Accepted());
            });
        }
        manager.setPeerTransport(peers);
        run(0, 10_000);
        long[] nanos = run(10_000, 20_000);
        print("request, placed at one of three peers of fresh load", nanos);
        assertThat(peers.sent()).hasSize(30_000);
        long[] deciding = decide(20_000);
        print("of that the decision", deciding);
        assertThat(Duration.ofNanos(deciding[deciding.length / 2])).isLessThan(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100, 1_000, 10_000})
    void decidingAmongManyPeersTakesMicrosecondsToo(int fleet) {
        manager.setScoreProvider(new SampleScores(new ManualTime()).measured(Peers.machine(100, 4, 2_000)));
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < fleet; i++) {
            // of many, 40 are probed in a second
            Peer peer = Peers.ours("node-" + i, Peers.idle());
            peers.add(i % Math.max(1, fleet / 20) == 0 ? peer : Peers.aged(peer, Duration.ofSeconds(5)));
        }
        manager.setPeerTransport(new KnownPeers(peers));
        decide(5_000);
        long[] deciding = decide(5_000);
        print(String.format(Locale.ROOT, "decision among %,d peers", fleet), deciding);
    }

    /** Peers that are only to be looked at. */
    private record KnownPeers(List<Peer> peers) implements PeerTransport {
        @Override
        public CompletionStage<Peer> ask(NodeId peer) {
            throw new AssertionError("there is a choice in memory");
        }

        @Override
        public CompletionStage<Reception> execute(NodeId peer, ExecutionOrder order) {
            throw new AssertionError("nothing is to be placed");
        }

        @Override
        public CompletionStage<Void> stop(NodeId peer, ExecutionId execution) {
            throw new AssertionError("nothing is to be stopped");
        }
    }

    private static void print(String what, long[] sorted) {
        System.out.printf(
                "%s: median %.1f us, p99 %.1f us%n",
                what, sorted[sorted.length / 2] / 1e3, sorted[sorted.length * 99 / 100] / 1e3);
    }

    /** How long each decision takes, the shortest first. */
    private long[] decide(int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            var placement =
                    manager.place(Requests.hello()).toCompletableFuture().join();
            nanos[i] = System.nanoTime() - start;
            assertThat(placement.choice()).isPresent();
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** How long each request takes, the shortest first. */
    private long[] run(int from, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            var request = Requests.keyed("key-" + (from + i), Requests.hello());
            long start = System.nanoTime();
            Outcome outcome = manager.request(request).toCompletableFuture().join();
            nanos[i] = System.nanoTime() - start;
            assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}

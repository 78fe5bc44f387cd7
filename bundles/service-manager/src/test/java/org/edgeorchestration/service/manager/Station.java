// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.FakeExecutor;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.FakePeerTransport;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;

/** A whole service manager on an idle node that runs containers, other nodes beside it, and time that a test lets pass. */
final class Station {
    static final Limits LIMITS =
            new Limits(1_000, 10_000_000, 1_000, 65_536, 4_194_304, 100, Duration.ofHours(24), 10_000);
    private static final long SEED = 1;
    private static final Patience PATIENCE =
            new Patience(3, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(10));

    final ManualTime time;
    final ManualThreads threads;
    final FakeLocalNode self = new FakeLocalNode(Path.of("state"));
    final FakePeerTransport peers = new FakePeerTransport();
    final SampleScores scores;
    final FakeDelivery delivery = new FakeDelivery();
    final EdgeServiceManager manager;

    private Station(Limits limits) {
        this(limits, new ManualThreads(new ManualTime()), SEED);
    }

    /**
     * One of several stations for which time passes together.
     *
     * @param seed of the ids of what is requested here, and so of every lot that is drawn for it
     */
    Station(Limits limits, ManualThreads threads, long seed) {
        this.threads = threads;
        time = threads.time();
        scores = new SampleScores(time).measured(Peers.IDLE);
        manager = new EdgeServiceManager(new Parts(limits, PATIENCE, self, threads, time, time, new SeededIds(seed)));
        manager.setPeerTransport(peers);
        manager.setScoreProvider(scores);
        manager.addStatusDelivery(delivery);
    }

    static Station withExecutor(FakeExecutor executor) {
        return withExecutor(executor, LIMITS);
    }

    static Station withExecutor(FakeExecutor executor, Limits limits) {
        Station station = new Station(limits);
        station.manager.addExecutor(executor);
        return station;
    }

    /** A node that runs nothing itself. */
    static Station withoutExecutor() {
        return new Station(LIMITS);
    }

    Outcome request(ServiceRequest request) {
        return manager.request(request).toCompletableFuture().join();
    }

    ExecutionId placed(ServiceRequest request) {
        Outcome outcome = request(request);
        assertThat(outcome).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) outcome).id();
    }

    Refusal refused(ServiceRequest request) {
        Outcome outcome = request(request);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal();
    }

    ExecutionStatus status(ExecutionId id) {
        return manager.service(id).orElseThrow().status();
    }

    Placement placement(ExecutionId id) {
        return manager.placement(id).orElseThrow();
    }

    String chosen(ExecutionId id) {
        return placement(id).choice().orElseThrow().node().value();
    }

    /** Why that node was left out. */
    static String reason(Placement placement, String node) {
        return placement.candidates().stream()
                .filter(candidate -> candidate.node().id().value().equals(node))
                .map(candidate -> ((Excluded) candidate).reason())
                .findFirst()
                .orElseThrow();
    }

    boolean reports(String peer, ExecutionId id, ExecutionStatus status) {
        return manager.report(new NodeId(peer), id, new Report(List.of(), Optional.of(status)));
    }

    boolean writes(String peer, ExecutionId id, String line) {
        return manager.report(
                new NodeId(peer),
                id,
                new Report(List.of(new OutputLine(OutputLine.Stream.STDOUT, line)), Optional.empty()));
    }

    /** Every status of every execution from now on. */
    void follow(Consumer<ServiceStatus> heard) {
        manager.subscribe(new ServiceListener() {
            @Override
            public void changed(ServiceStatus status) {
                heard.accept(status);
            }
        });
    }

    void pass(Duration duration) {
        threads.pass(duration);
    }

    static FakeExecutor containers() {
        return FakeExecutor.of(ExecutionType.CONTAINER);
    }

    /** A node of this project. */
    static Origin ours(String node) {
        return new Origin(
                Optional.of(new NodeId(node)),
                InetAddress.getLoopbackAddress(),
                URI.create("edge-peer://" + node),
                true);
    }

    /** A node of the Go project. */
    static Origin go() {
        return new Origin(Optional.empty(), InetAddress.getLoopbackAddress(), URI.create("edge-peer://go"), false);
    }
}

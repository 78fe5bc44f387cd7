// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;

/** A service manager that does what the test says and remembers what it was asked. */
final class FakeServiceManager implements ServiceManager {
    static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration WAY = Duration.ofNanos(1_500_000);

    final List<ServiceRequest> requests = new CopyOnWriteArrayList<>();
    final List<ExecutionId> stopped = new CopyOnWriteArrayList<>();
    final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    final Map<ExecutionId, ServiceStatus> services = new ConcurrentHashMap<>();
    final Map<ExecutionId, List<OutputLine>> output = new ConcurrentHashMap<>();
    volatile Set<ExecutionType> executors = Set.of(ExecutionType.CONTAINER);
    volatile Function<ServiceRequest, CompletionStage<Outcome>> behaviour =
            request -> CompletableFuture.completedFuture(placed("run-1"));

    private final NodeId self;

    FakeServiceManager(NodeId self) {
        this.self = self;
    }

    static Outcome placed(String id) {
        return new Outcome.Placed(new ExecutionId(id), InetAddress.getLoopbackAddress(), ExecutionType.CONTAINER);
    }

    static ServiceStatus status(String id, ExecutionStatus status, int sequence) {
        return new ServiceStatus(
                new ExecutionId(id),
                "hello-world",
                ExecutionType.CONTAINER,
                InetAddress.getLoopbackAddress(),
                status,
                sequence,
                THEN,
                THEN.plusSeconds(sequence));
    }

    static ExecutionStatus failed(int exitCode, String why) {
        return new ExecutionStatus.Failed(OptionalInt.of(exitCode), why);
    }

    /** Puts an execution into the table and tells the listeners. */
    void change(ServiceStatus status) {
        services.put(status.id(), status);
        output.computeIfAbsent(status.id(), id -> new CopyOnWriteArrayList<>());
        listeners.forEach(listener -> listener.changed(status));
    }

    /** Lets an execution write a line. */
    void write(String id, OutputLine.Stream stream, String text) {
        OutputLine line = new OutputLine(stream, text);
        ExecutionId execution = new ExecutionId(id);
        output.computeIfAbsent(execution, unknown -> new CopyOnWriteArrayList<>())
                .add(line);
        listeners.forEach(listener -> listener.wrote(execution, line));
    }

    private Node node() {
        return new Node(self, "linux", List.of(InetAddress.getLoopbackAddress()), executors, Set.of("hello"));
    }

    @Override
    public List<Node> nodes() {
        return List.of(node());
    }

    @Override
    public CompletionStage<Outcome> request(ServiceRequest request) {
        requests.add(request);
        return behaviour.apply(request);
    }

    @Override
    public CompletionStage<Placement> place(ServiceRequest request) {
        return CompletableFuture.completedFuture(decision());
    }

    private Placement decision() {
        Node other = new Node(new NodeId("other"), "linux", List.of(), Set.of(), Set.of());
        Node near = Peers.node("near", executors);
        Score best = new Score(9, List.of(new Score.Term("cpu", 9.5), new Score.Term("way", -0.5)));
        Score own = new Score(7.5, List.of(new Score.Term("cpu", 5), new Score.Term("memory", 2.5)));
        return new Placement(
                THEN,
                List.of(
                        new Candidate.Eligible(
                                near, ExecutionType.CONTAINER, best, THEN.minusMillis(250), Optional.of(WAY)),
                        new Candidate.Eligible(node(), ExecutionType.CONTAINER, own, THEN),
                        new Candidate.Excluded(other, "has no executor for container")),
                Optional.of(new Placement.Choice(near.id(), ExecutionType.CONTAINER, "highest score of 2")));
    }

    @Override
    public List<ServiceStatus> services() {
        return List.copyOf(services.values());
    }

    @Override
    public Optional<ServiceStatus> service(ExecutionId id) {
        return Optional.ofNullable(services.get(id));
    }

    @Override
    public Optional<Placement> placement(ExecutionId id) {
        return service(id).map(known -> decision());
    }

    @Override
    public Optional<List<OutputLine>> output(ExecutionId id) {
        return Optional.ofNullable(output.get(id)).map(List::copyOf);
    }

    @Override
    public boolean stop(ExecutionId id) {
        stopped.add(id);
        return services.containsKey(id);
    }

    @Override
    public Subscription subscribe(ServiceListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}

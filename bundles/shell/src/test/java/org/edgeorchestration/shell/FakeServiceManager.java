// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;

/** Knows two nodes and three executions; what is requested writes two lines and ends as the test says. */
final class FakeServiceManager implements ServiceManager {
    static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    static final ExecutionId RUNNING = new ExecutionId("running-1");
    static final ExecutionId FAILED = new ExecutionId("failed-1");
    static final ExecutionId NEW = new ExecutionId("new-1");

    final List<ServiceRequest> requests = new CopyOnWriteArrayList<>();
    final List<ExecutionId> stopped = new CopyOnWriteArrayList<>();
    final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    Optional<Refusal> refusal = Optional.empty();
    ExecutionStatus end = new ExecutionStatus.Finished();

    private final Map<ExecutionId, ServiceStatus> executions = new ConcurrentHashMap<>();

    private final NodeId self;

    FakeServiceManager() {
        this(new NodeId("self"));
    }

    FakeServiceManager(NodeId self) {
        this.self = self;
        put(RUNNING, new ExecutionStatus.Started());
        put(FAILED, new ExecutionStatus.Failed(OptionalInt.of(3), "exit code 3"));
    }

    private void put(ExecutionId id, ExecutionStatus status) {
        InetAddress target = InetAddress.getLoopbackAddress();
        executions.put(id, new ServiceStatus(id, "hello", ExecutionType.NATIVE, target, status, 1, CREATED, CREATED));
    }

    private static Node node(String name, ExecutionType... types) {
        return new Node(
                new NodeId(name),
                "linux",
                List.of(InetAddress.getLoopbackAddress()),
                Set.of(types),
                Set.of("hello-" + name));
    }

    @Override
    public List<Node> nodes() {
        return List.of(node(self.value(), ExecutionType.NATIVE), node("other", ExecutionType.CONTAINER));
    }

    @Override
    public CompletionStage<Outcome> request(ServiceRequest request) {
        requests.add(request);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(new Outcome.Refused(refusal.get()));
        }
        for (ServiceListener listener : listeners) {
            listener.wrote(NEW, new OutputLine(Stream.STDOUT, "first line"));
            listener.wrote(RUNNING, new OutputLine(Stream.STDOUT, "not this one"));
            listener.wrote(NEW, new OutputLine(Stream.STDERR, "second line"));
        }
        put(NEW, end);
        return CompletableFuture.completedFuture(new Outcome.Placed(
                NEW, InetAddress.getLoopbackAddress(), request.variants().get(0).type()));
    }

    @Override
    public CompletionStage<Placement> place(ServiceRequest request) {
        requests.add(request);
        return CompletableFuture.completedFuture(decision());
    }

    private static Placement decision() {
        Score score = new Score(12.5, List.of(new Score.Term("cpu", 10), new Score.Term("memory", 2.5)));
        return new Placement(
                CREATED,
                List.of(
                        new Candidate.Eligible(
                                node("near"),
                                ExecutionType.NATIVE,
                                score,
                                CREATED.minusMillis(300),
                                Optional.of(Duration.ofNanos(1_250_000))),
                        new Candidate.Eligible(node("self"), ExecutionType.NATIVE, score, CREATED),
                        new Candidate.Excluded(node("other"), "it runs no native services")),
                Optional.of(
                        new Placement.Choice(new NodeId("near"), ExecutionType.NATIVE, "It has the highest score.")));
    }

    @Override
    public List<ServiceStatus> services() {
        return new ArrayList<>(executions.values());
    }

    @Override
    public Optional<ServiceStatus> service(ExecutionId id) {
        return Optional.ofNullable(executions.get(id));
    }

    @Override
    public Optional<Placement> placement(ExecutionId id) {
        return service(id).map(known -> decision());
    }

    @Override
    public Optional<List<OutputLine>> output(ExecutionId id) {
        return service(id)
                .map(known -> List.of(new OutputLine(Stream.STDOUT, "out"), new OutputLine(Stream.STDERR, "err")));
    }

    @Override
    public boolean stop(ExecutionId id) {
        stopped.add(id);
        return executions.containsKey(id);
    }

    @Override
    public Subscription subscribe(ServiceListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}

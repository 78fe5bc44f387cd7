// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.service.Placement.Candidate;

/**
 * Knows the executions it is told of, and remembers what it was asked. Until told otherwise it places every request as
 * {@code run-1}, and decides between a near node, itself, and another one that cannot.
 */
public final class FakeServiceManager implements ServiceManager {
    /** When everything was created and decided: the beginning of the time of {@link org.edgeorchestration.api.node.ManualTime}. */
    public static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<ServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ServiceRequest> considered = new CopyOnWriteArrayList<>();
    private final List<ExecutionId> stopped = new CopyOnWriteArrayList<>();
    private final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, ServiceStatus> executions = new ConcurrentSkipListMap<>();
    private final Map<String, List<OutputLine>> output = new ConcurrentSkipListMap<>();
    private volatile List<Node> nodes;
    private volatile Function<ServiceRequest, CompletionStage<Outcome>> answer = FakeServiceManager::placed;

    /** @param nodes those that take part, this one first */
    public FakeServiceManager(Node... nodes) {
        this.nodes = List.of(nodes);
    }

    /** {@code hello-world} in a container on this machine. */
    public static ServiceStatus status(String id, ExecutionStatus status, int sequence) {
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

    /** The status of a service that ran and ended with that exit code. */
    public static ExecutionStatus failed(int exitCode, String why) {
        return new ExecutionStatus.Failed(OptionalInt.of(exitCode), why);
    }

    /** A container on this machine. */
    public static Outcome placed(String id) {
        return new Outcome.Placed(new ExecutionId(id), InetAddress.getLoopbackAddress(), ExecutionType.CONTAINER);
    }

    private static CompletionStage<Outcome> placed(ServiceRequest request) {
        return CompletableFuture.completedStage(placed("run-1"));
    }

    /** Forgets what it was asked, and answers as it did at first. */
    public void forget() {
        requests.clear();
        considered.clear();
        stopped.clear();
        answer = FakeServiceManager::placed;
    }

    /** From now on these take part. */
    public void present(Node... next) {
        nodes = List.of(next);
    }

    /** From now on it answers requests in this way. */
    public void answers(Function<ServiceRequest, CompletionStage<Outcome>> next) {
        answer = next;
    }

    /** Puts an execution into the table and tells the listeners. */
    public void change(ServiceStatus status) {
        executions.put(status.id().value(), status);
        output.computeIfAbsent(status.id().value(), id -> new CopyOnWriteArrayList<>());
        listeners.forEach(listener -> listener.changed(status));
    }

    /** Lets an execution write a line. */
    public void write(String id, OutputLine.Stream stream, String text) {
        OutputLine line = new OutputLine(stream, text);
        output.computeIfAbsent(id, unknown -> new CopyOnWriteArrayList<>()).add(line);
        listeners.forEach(listener -> listener.wrote(new ExecutionId(id), line));
    }

    /** Every request that was to be run, in order. */
    public List<ServiceRequest> requests() {
        return List.copyOf(requests);
    }

    /** Every request of which only the decision was wanted, in order. */
    public List<ServiceRequest> considered() {
        return List.copyOf(considered);
    }

    /** The executions whose end was asked for, in order. */
    public List<ExecutionId> stopped() {
        return List.copyOf(stopped);
    }

    /** How many listen now. */
    public int listeners() {
        return listeners.size();
    }

    @Override
    public List<Node> nodes() {
        return nodes;
    }

    @Override
    public CompletionStage<Outcome> request(ServiceRequest request) {
        requests.add(request);
        return answer.apply(request);
    }

    @Override
    public CompletionStage<Placement> place(ServiceRequest request) {
        considered.add(request);
        return CompletableFuture.completedStage(decision());
    }

    private Placement decision() {
        Node near = Peers.node("near", Set.of(ExecutionType.CONTAINER));
        Score best = new Score(9, List.of(new Score.Term("cpu", 9.5), new Score.Term("way", -0.5)));
        Score own = new Score(7.5, List.of(new Score.Term("cpu", 5), new Score.Term("memory", 2.5)));
        return new Placement(
                THEN,
                List.of(
                        new Candidate.Eligible(
                                near,
                                ExecutionType.CONTAINER,
                                best,
                                THEN.minusMillis(250),
                                Optional.of(Duration.ofNanos(1_500_000))),
                        new Candidate.Eligible(nodes.get(0), ExecutionType.CONTAINER, own, THEN),
                        new Candidate.Excluded(Peers.node("other", Set.of()), "has no executor for container")),
                Optional.of(new Placement.Choice(near.id(), ExecutionType.CONTAINER, "highest score of 2")),
                List.of(new Placement.Omission(7, "not looked at")));
    }

    @Override
    public List<ServiceStatus> services() {
        return List.copyOf(executions.values());
    }

    @Override
    public Optional<ServiceStatus> service(ExecutionId id) {
        return Optional.ofNullable(executions.get(id.value()));
    }

    @Override
    public Optional<Placement> placement(ExecutionId id) {
        return service(id).map(known -> decision());
    }

    @Override
    public Optional<List<OutputLine>> output(ExecutionId id) {
        return Optional.ofNullable(output.get(id.value())).map(List::copyOf);
    }

    @Override
    public boolean stop(ExecutionId id) {
        stopped.add(id);
        return executions.containsKey(id.value());
    }

    @Override
    public Subscription subscribe(ServiceListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}

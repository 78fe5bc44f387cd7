// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.edgeorchestration.api.node.ExecutionType;

/** An executor whose executions do what the test says through the observers it remembers. */
public final class FakeExecutor implements ServiceExecutor {

    /**
     * One started execution.
     *
     * @param order what was ordered
     * @param observer to report to
     */
    public record Started(ExecutionOrder order, ExecutionObserver observer) {}

    private final ExecutionType type;
    private final Set<String> services;
    private final Optional<Refusal> refusal;
    private final List<Started> started = new CopyOnWriteArrayList<>();
    private final List<ExecutionId> stopped = new CopyOnWriteArrayList<>();

    private FakeExecutor(ExecutionType type, Set<String> services, Optional<Refusal> refusal) {
        this.type = type;
        this.services = services;
        this.refusal = refusal;
    }

    /** Takes every order. */
    public static FakeExecutor of(ExecutionType type, String... services) {
        return new FakeExecutor(type, Set.of(services), Optional.empty());
    }

    /** Refuses every order. */
    public static FakeExecutor refusing(ExecutionType type, Refusal refusal) {
        return new FakeExecutor(type, Set.of(), Optional.of(refusal));
    }

    @Override
    public ExecutionType type() {
        return type;
    }

    @Override
    public Set<String> services() {
        return services;
    }

    @Override
    public Optional<Refusal> refusal(ExecutionOrder order) {
        return refusal;
    }

    @Override
    public Execution start(ExecutionOrder order, ExecutionObserver observer) {
        started.add(new Started(order, observer));
        return () -> stopped.add(order.id());
    }

    /** Everything started so far, oldest first. */
    public List<Started> started() {
        return List.copyOf(started);
    }

    /** The ids of the executions whose stop was asked for. */
    public List<ExecutionId> stopped() {
        return List.copyOf(stopped);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;

/** Takes every order, until told otherwise, knows the executions it was told about, and remembers what was asked of it. */
public final class FakePeerRequests implements PeerRequests {

    /**
     * An order that came.
     *
     * @param order what
     * @param origin from whom
     */
    public record Hosted(ExecutionOrder order, Origin origin) {}

    /**
     * News that came.
     *
     * @param from from whom
     * @param execution of which execution
     * @param report what
     */
    public record Reported(NodeId from, ExecutionId execution, Report report) {}

    private final Node self;
    private final Set<ExecutionId> known = ConcurrentHashMap.newKeySet();
    private final List<Hosted> hosted = new CopyOnWriteArrayList<>();
    private final List<Reported> reports = new CopyOnWriteArrayList<>();
    private final List<ExecutionId> stopped = new CopyOnWriteArrayList<>();
    private volatile String life = "life-1";
    private volatile Load load = Peers.idle();
    private volatile BiFunction<ExecutionOrder, Origin, Reception> reception =
            (order, origin) -> new Reception.Accepted();

    public FakePeerRequests(Node self) {
        this.self = self;
    }

    /** From now on it receives every order in this way. */
    public FakePeerRequests receives(BiFunction<ExecutionOrder, Origin, Reception> next) {
        reception = next;
        return this;
    }

    /** From now on it is that busy. */
    public FakePeerRequests is(Load next) {
        load = next;
        return this;
    }

    /** It has been started anew and knows nothing any more. */
    public void begin(String next) {
        life = next;
        known.clear();
    }

    /** Knows that execution: reports and stops of it are welcome. What it hosts it knows by itself. */
    public FakePeerRequests knows(ExecutionId execution) {
        known.add(execution);
        return this;
    }

    @Override
    public Node self() {
        return self;
    }

    @Override
    public String life() {
        return life;
    }

    @Override
    public Load load() {
        return load;
    }

    @Override
    public Reception host(ExecutionOrder order, Origin origin) {
        hosted.add(new Hosted(order, origin));
        Reception answer = reception.apply(order, origin);
        if (answer instanceof Reception.Accepted) {
            known.add(order.id());
        }
        return answer;
    }

    @Override
    public boolean report(NodeId from, ExecutionId execution, Report report) {
        reports.add(new Reported(from, execution, report));
        return known.contains(execution);
    }

    @Override
    public boolean stop(NodeId from, ExecutionId execution) {
        stopped.add(execution);
        return known.contains(execution);
    }

    /** Every order that came, in order; repeated ones too. */
    public List<Hosted> hosted() {
        return List.copyOf(hosted);
    }

    /** All news that came, in order. */
    public List<Reported> reports() {
        return List.copyOf(reports);
    }

    /** The executions whose stop was asked for, in order. */
    public List<ExecutionId> stopped() {
        return List.copyOf(stopped);
    }
}

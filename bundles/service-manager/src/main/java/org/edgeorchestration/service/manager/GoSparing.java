// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;

/** Leaves out nodes of the Go project that have enough to do for this one, if there are others. Any thread. */
final class GoSparing {
    /**
     * More executions are not entrusted to a node of the Go project at one time while there is another choice: it neither refuses
     * an order nor says that it is full.
     */
    static final int LIMIT = 2;

    /** The same for containers, of which it mixes up two at one time (decision 0020). */
    static final int CONTAINERS = 1;

    /** Older executions do not count to that limit: of one the notification may have been lost, and it must not bar the node. */
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final Workload workload;

    GoSparing(Workload workload) {
        this.workload = workload;
    }

    /**
     * The candidates, those to be spared as excluded ones.
     *
     * @param go whether a node is one of the Go project
     */
    List<Candidate> spared(List<Candidate> rated, Predicate<NodeId> go) {
        Predicate<Candidate> enough = candidate -> candidate instanceof Eligible eligible
                && go.test(eligible.node().id())
                && workload.atLeast(limit(eligible.type()), eligible.node().id(), WITHIN);
        if (rated.stream().noneMatch(candidate -> candidate instanceof Eligible && !enough.test(candidate))) {
            return rated;
        }
        return rated.stream()
                .map(candidate -> enough.test(candidate) ? spared(candidate.node()) : candidate)
                .toList();
    }

    private static int limit(ExecutionType type) {
        return type.equals(ExecutionType.CONTAINER) ? CONTAINERS : LIMIT;
    }

    private static Candidate spared(Node node) {
        return new Excluded(
                node,
                "node " + node.id()
                        + " still has executions of this node, and as a node of the Go project it can neither say"
                        + " that it is full nor keep two containers apart");
    }
}

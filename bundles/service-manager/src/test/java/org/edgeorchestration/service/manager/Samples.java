// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.ExecutionStatus.Accepted;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.scoring.Score;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.ServiceStatus;

/** Small values that tests need in passing. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final ExecutionStatus FAILED = new ExecutionStatus.Failed(OptionalInt.of(3), "exit code 3");

    private Samples() {}

    static Node node(String id, Set<ExecutionType> types, String... services) {
        return new Node(new NodeId(id), "linux", List.of(InetAddress.getLoopbackAddress()), types, Set.of(services));
    }

    static Eligible eligible(String id, double score) {
        return new Eligible(
                node(id, Set.of(ExecutionType.CONTAINER)), ExecutionType.CONTAINER, new Score(score, List.of()), NOW);
    }

    static ExecutionOrder order(String id) {
        return new ExecutionOrder(
                new ExecutionId(id), "hello", ExecutionType.CONTAINER, List.of("hello"), Optional.empty());
    }

    static ExecutionRecord record(String id, ExecutionFollower... followers) {
        return new ExecutionRecord(
                order(id),
                Client.application(Optional.empty()),
                Place.here(node("self", Set.of()), new Placement(NOW, List.of(), Optional.empty())),
                new ManualTime(),
                List.of(followers));
    }

    static ServiceStatus status(String id, int sequence, ExecutionStatus status) {
        return new ServiceStatus(
                new ExecutionId(id),
                "hello",
                ExecutionType.CONTAINER,
                InetAddress.getLoopbackAddress(),
                status,
                sequence,
                NOW,
                NOW);
    }

    static ServiceStatus accepted(String id) {
        return status(id, 1, new Accepted());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Map;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;

/** How a container is known to be an execution's: its name and its labels. */
final class ContainerLabels {
    static final String EXECUTION = "org.edgeorchestration.execution";
    static final String SERVICE = "org.edgeorchestration.service";
    static final String NODE = "org.edgeorchestration.node";

    private ContainerLabels() {}

    /** The engine lets a name exist once: so no execution can have two containers. */
    static String name(ExecutionId id) {
        return "edge-" + id;
    }

    static Map<String, String> of(ExecutionOrder order, NodeId node) {
        return Map.of(EXECUTION, order.id().value(), SERVICE, order.serviceName(), NODE, node.value());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.net.InetAddress;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;

/** What the service manager answers to a request. */
public sealed interface Outcome {

    /**
     * A node accepted the service.
     *
     * @param id the execution's id
     * @param target that node's preferred address
     * @param type the execution type the service runs as
     */
    record Placed(ExecutionId id, InetAddress target, ExecutionType type) implements Outcome {}

    /**
     * Nothing runs.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Outcome {}
}

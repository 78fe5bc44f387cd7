// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * Puts every status of an execution whose application or node wants to hear of it into the outbox. That it was accepted a node learns
 * from the answer to its order: to tell it again would only keep both sides busy while it waits for that answer.
 */
final class Callbacks implements ExecutionFollower {
    private final Outbox outbox;

    Callbacks(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        boolean answered =
                execution.client().origin().isPresent() && status.status() instanceof ExecutionStatus.Accepted;
        if (!answered) {
            execution.client().receiver().ifPresent(receiver -> outbox.add(receiver, status));
        }
    }
}

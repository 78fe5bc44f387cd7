// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import org.edgeorchestration.api.service.ServiceStatus;

/** Puts every status of an execution whose application or node wants to hear of it into the outbox. */
final class Callbacks implements ExecutionFollower {
    private final Outbox outbox;

    Callbacks(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        execution.client().receiver().ifPresent(receiver -> outbox.add(receiver, status));
    }
}

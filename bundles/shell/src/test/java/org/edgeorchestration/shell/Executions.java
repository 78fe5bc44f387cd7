// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.util.Set;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.peer.Peers;
import org.edgeorchestration.api.service.FakeServiceManager;

/** What the commands are tried on: two nodes, an execution that runs and one that failed. */
final class Executions {
    private Executions() {}

    static FakeServiceManager known() {
        FakeServiceManager services = new FakeServiceManager(
                Peers.node("self", Set.of(ExecutionType.NATIVE), "hello-self"),
                Peers.node("other", Set.of(ExecutionType.CONTAINER), "hello-other"));
        services.change(FakeServiceManager.status("running-1", new ExecutionStatus.Started(), 2));
        services.change(FakeServiceManager.status("failed-1", FakeServiceManager.failed(3, "exit code 3"), 2));
        return services;
    }
}

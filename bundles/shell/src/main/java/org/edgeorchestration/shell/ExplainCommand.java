// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.ServiceManager;

/** {@code edge:explain}: why an execution was placed where it was. */
@Service
@Command(scope = "edge", name = "explain", description = "Shows why an execution was placed where it was")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class ExplainCommand extends EdgeCommand {
    @Argument(name = "execution", description = "The execution's id", required = true)
    @Completion(ExecutionIdCompleter.class)
    String execution;

    @Reference
    ServiceManager services;

    @Override
    void run(PrintStream out) {
        ExecutionId id = new ExecutionId(execution);
        PlacementTable.print(services.placement(id).orElseThrow(() -> Executions.unknown(id)), out);
    }
}

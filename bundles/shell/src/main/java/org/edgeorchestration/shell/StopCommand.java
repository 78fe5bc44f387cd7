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

/** {@code edge:stop}: ends an execution. */
@Service
@Command(scope = "edge", name = "stop", description = "Asks an execution to end")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class StopCommand extends EdgeCommand {
    @Argument(name = "execution", description = "The execution's id", required = true)
    @Completion(ExecutionIdCompleter.class)
    String execution;

    @Reference
    ServiceManager services;

    @Override
    void run(PrintStream out) {
        ExecutionId id = new ExecutionId(execution);
        if (!services.stop(id)) {
            throw Executions.unknown(id);
        }
        out.println("Asked " + id + " to end; edge:services shows when it has.");
    }
}

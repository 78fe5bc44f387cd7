// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.ServiceManager;

/** A command about one execution, whose id is its argument. */
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
abstract class ExecutionCommand extends EdgeCommand {
    @Argument(name = "execution", description = "The execution's id", required = true)
    @Completion(ExecutionIdCompleter.class)
    String execution;

    @Reference
    ServiceManager services;

    @Override
    final void run(PrintStream out) {
        ExecutionId id = new ExecutionId(execution);
        if (!run(id, out)) {
            throw unknown(execution);
        }
    }

    /** There is no such execution. */
    static IllegalArgumentException unknown(String id) {
        return new IllegalArgumentException(
                "no execution " + id + " is known here; edge:services lists those that are");
    }

    /**
     * Does what the command is for.
     *
     * @return whether the execution is known
     */
    abstract boolean run(ExecutionId id, PrintStream out);
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.execution.ExecutionId;

/** {@code edge:stop}: ends an execution. */
@Service
@Command(scope = "edge", name = "stop", description = "Asks an execution to end")
public final class StopCommand extends ExecutionCommand {
    @Override
    boolean run(ExecutionId id, PrintStream out) {
        boolean known = services.stop(id);
        if (known) {
            out.println("Asked " + id + " to end; edge:services shows when it has.");
        }
        return known;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.Placement;

/** {@code edge:explain}: why an execution was placed where it was. */
@Service
@Command(scope = "edge", name = "explain", description = "Shows why an execution was placed where it was")
public final class ExplainCommand extends ExecutionCommand {
    @Override
    boolean run(ExecutionId id, PrintStream out) {
        Optional<Placement> placement = services.placement(id);
        placement.ifPresent(known -> PlacementTable.print(known, out));
        return placement.isPresent();
    }
}

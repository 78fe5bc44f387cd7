// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;

/** {@code edge:logs}: what an execution wrote. */
@Service
@Command(scope = "edge", name = "logs", description = "Shows the last lines that an execution wrote")
public final class LogsCommand extends ExecutionCommand {
    @Override
    boolean run(ExecutionId id, PrintStream out) {
        Optional<List<OutputLine>> output = services.output(id);
        output.ifPresent(lines -> lines.forEach(line -> out.println(line.text())));
        return output.isPresent();
    }
}

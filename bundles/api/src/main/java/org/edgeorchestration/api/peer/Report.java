// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * News of an execution from the node that runs it: its output comes before its status.
 *
 * @param output what it wrote since the last report, oldest first
 * @param status where it stands now, where that changed
 */
public record Report(List<OutputLine> output, Optional<ExecutionStatus> status) {
    public Report {
        output = List.copyOf(output);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;

/** Watches executions. Called on executors' threads: the methods return at once and never throw. */
public interface ServiceListener {

    /** An execution came to a new status. In order for one execution. */
    default void changed(ServiceStatus status) {}

    /** An execution wrote a line. In order for one execution, all before its terminal status. */
    default void wrote(ExecutionId id, OutputLine line) {}
}

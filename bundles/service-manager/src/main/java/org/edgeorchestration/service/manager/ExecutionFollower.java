// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * Is told everything that becomes of every execution: in order for one execution, while that execution can do nothing else. So
 * it returns quickly, never throws and never waits. Each is one line in {@link EdgeServiceManager}'s list; what must
 * hold before others hear of a change, such as a journal, stands before them.
 */
interface ExecutionFollower {

    /** The execution came to {@code status}; the first one is {@code Accepted}, before anything runs. */
    default void changed(ExecutionRecord execution, ServiceStatus status) {}

    /** The execution wrote a line. */
    default void wrote(ExecutionRecord execution, OutputLine line) {}
}

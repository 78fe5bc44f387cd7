// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

/**
 * Learns what becomes of one execution. Implemented by the service manager, called by an executor on the executor's own threads,
 * one call at a time and in order for one execution. The methods return quickly and never throw.
 */
public interface ExecutionObserver {

    /**
     * The status changed. Exactly one terminal status ends every execution, whatever happens to the executor; calls after
     * it are ignored.
     */
    void changed(ExecutionStatus status);

    /** The service wrote a line. All output comes before the terminal status. */
    void wrote(OutputLine line);
}

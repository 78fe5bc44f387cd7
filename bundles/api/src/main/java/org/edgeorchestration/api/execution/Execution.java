// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

/** An execution in an executor's hands. */
public interface Execution {

    /**
     * Asks that it end: politely at first, by force after a while, its children included. Returns at once; the observer learns
     * {@link ExecutionStatus.Stopped} when it is done. Harmless when repeated or late. Any thread.
     */
    void stop();
}

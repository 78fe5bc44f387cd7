// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import org.edgeorchestration.api.execution.ExecutionId;

/** What commands say about executions. */
final class Executions {

    private Executions() {}

    /** The failure of a command that was given the id of no execution. */
    static IllegalArgumentException unknown(ExecutionId id) {
        return new IllegalArgumentException(
                "no execution " + id + " is known here; edge:services lists those that are");
    }
}

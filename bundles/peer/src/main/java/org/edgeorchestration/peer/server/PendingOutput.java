// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * Output of executions that run here for nodes of this project, until it is sent. At most one parcel of an execution is out at any
 * time, so that lines and statuses arrive in their order. Any thread; does not block.
 */
public interface PendingOutput {

    /**
     * Takes what an execution has written, to be sent along with a status.
     *
     * @return completes as soon as no other parcel of it is out: at once, unless one is just being sent. Never exceptionally; an
     *     unknown execution has an empty parcel
     */
    CompletionStage<Parcel> take(ExecutionId execution);

    /** Lines on their way. Whoever holds it must end it, by one of the two, when the attempt to send it has ended. */
    interface Parcel {

        /** Oldest first; may be empty. They fit into a report, a status beside them. */
        List<OutputLine> lines();

        /** They have arrived, or nobody waits for them. */
        void sent();

        /** They have not: they will be in the next parcel, as far as there is room. */
        void failed();
    }
}

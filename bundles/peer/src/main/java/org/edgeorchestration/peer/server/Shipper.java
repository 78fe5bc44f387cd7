// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.peer.wire.ReplyAddress;

/** Sends output to the node that ordered the execution while its status does not change. */
@FunctionalInterface
public interface Shipper {

    /**
     * Sends a parcel once. Returns at once, never throws, and ends the parcel within 10 seconds.
     *
     * @param to the node that ordered the execution, one of this project
     */
    void ship(ReplyAddress.OfOurs to, ExecutionId execution, PendingOutput.Parcel parcel);
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;

/**
 * What other nodes ask of this one. One service per framework, from the bundle {@code service-manager}; called by the bundle
 * {@code peer} on its threads after it has made sure who asks. No method blocks or throws, but {@link #host} for an order that comes again
 * too early.
 */
public interface PeerRequests {

    /** This node as it would describe itself now. */
    Node self();

    /** Names this node's memory of executions: another text whenever that has begun anew. 1 to 64 characters {@code [a-z0-9-]}. */
    String life();

    /** How busy this node is now; without a Go score. */
    Load load();

    /**
     * Takes an order of another node, to be run here. A second order with the same id from the same origin changes nothing and
     * gets the first one's answer; while that is not known, it waits for it, for less than two seconds.
     *
     * @return {@link Reception.Accepted}, or {@link Reception.Refused} where the origin {@linkplain Origin#hearsRefusals() hears
     *     it}; nothing else
     * @throws IllegalStateException when the order came before and its answer is still not known: whoever asks must stay in doubt,
     *     since the order may still begin
     */
    Reception host(ExecutionOrder order, Origin origin);

    /**
     * News of an execution that this node placed at {@code from}.
     *
     * @return whether this node knows it, has it placed there, and still waits for news of it
     */
    boolean report(NodeId from, ExecutionId execution, Report report);

    /**
     * Ends an execution that this node runs for {@code from}.
     *
     * @return whether it is known as one of that node's
     */
    boolean stop(NodeId from, ExecutionId execution);
}

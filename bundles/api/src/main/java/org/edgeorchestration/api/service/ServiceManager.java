// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.Node;

/**
 * Decides where a service runs, has it run there, and knows what became of it. Called by the ways in (REST, shell, peers) on any
 * thread. No method blocks.
 */
public interface ServiceManager {

    /** The nodes that are known now, this one first; those that cannot be asked at the moment too. */
    List<Node> nodes();

    /** Places and runs a service. Completes when a node has accepted it or nobody will; never exceptionally. */
    CompletionStage<Outcome> request(ServiceRequest request);

    /** The decision that {@link #request} would make now; nothing runs. */
    CompletionStage<Placement> place(ServiceRequest request);

    /** Every execution this node knows of, newest first: those that live, and the last finished ones. */
    List<ServiceStatus> services();

    /** One of them; empty when unknown, or forgotten long after its end. */
    Optional<ServiceStatus> service(ExecutionId id);

    /** The decision behind an execution. */
    Optional<Placement> placement(ExecutionId id);

    /**
     * The last lines an execution wrote, oldest first.
     *
     * @return empty when the execution is unknown; a bounded number of lines is kept of each
     */
    Optional<List<OutputLine>> output(ExecutionId id);

    /**
     * Asks an execution to end.
     *
     * @return whether it is known; one that has ended already stays as it is
     */
    boolean stop(ExecutionId id);

    /**
     * Tells {@code listener} of every change from now on, until the subscription is closed.
     *
     * @return ends the subscription; closing twice is harmless
     */
    Subscription subscribe(ServiceListener listener);

    /** A subscription that can be ended. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}

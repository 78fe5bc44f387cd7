// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * Runs services in one way: containers, processes, … An executor is registered as a service only while it can work:
 * when its engine goes, so does the service. Any number per framework; one per execution type is used.
 *
 * <p>Each implementation passes {@code ServiceExecutorContract} from the api's test-jar.
 */
public interface ServiceExecutor {

    /** The kind of executions this one runs; always the same. */
    ExecutionType type();

    /** The names of the services installed for this executor: those that run without a command. Answers from memory. */
    default Set<String> services() {
        return Set.of();
    }

    /**
     * Whether this order may run: a look at its words, before anything is acknowledged. Called on a request's thread; must not
     * block. What only a disk can tell is looked for on another thread, and waited for no longer than a moment: a disk may hang.
     *
     * @return why not, in words for the caller; empty when it may
     */
    Optional<Refusal> refusal(ExecutionOrder order);

    /**
     * Begins to run an order that was not refused. Called once per execution id; returns at once, before anything slow
     * begins. Never throws for what can go wrong in the world: the observer then learns {@link ExecutionStatus.Failed}.
     *
     * @param order what to run
     * @param observer learns every status after {@code Accepted} and every line of output
     */
    Execution start(ExecutionOrder order, ExecutionObserver observer);
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Reception;

/** The way to one node whose profile is known. Any thread; no method blocks. */
interface PeerWire {

    /** What is spoken. */
    Profile profile();

    /** Where. */
    Endpoint endpoint();

    /**
     * Asks how busy it is.
     *
     * @return exceptionally with {@link CallFailed} when it did not answer, {@link Barred} when it will not be spoken to
     */
    CompletableFuture<Answer> ask(Duration within);

    /**
     * Sends an order; never exceptionally.
     *
     * @param peer the node's id
     * @param witness learns, before the outcome, what the attempt says about the node
     */
    CompletableFuture<Reception> execute(NodeId peer, ExecutionOrder order, Duration within, Witness witness);

    /** Asks it to end an execution; exceptionally with an {@link java.io.IOException} where it cannot be told. */
    CompletableFuture<Void> stop(ExecutionId execution, Duration within);

    /** Learns about a node from what is said to it for other reasons. */
    interface Witness {

        /** It answered, and said how busy it is if it does. */
        void answered(Optional<Load> load);

        /** It did not answer, or not as it should. */
        void failed(Throwable cause);
    }
}

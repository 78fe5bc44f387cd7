// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import org.edgeorchestration.api.execution.Refusal;

/** What became of an order that was sent to a node. */
public sealed interface Reception {

    /** That node has it, and will tell how it ends. */
    record Accepted() implements Reception {}

    /**
     * That node does not take it; nothing runs.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Reception {}

    /**
     * The order did not get there; nothing runs.
     *
     * @param why a sentence for people
     */
    record NotReached(String why) implements Reception {}

    /**
     * The order may have got there or not. It must not be sent to another node; to the same node only if that is {@linkplain
     * Peer#ours() ours}.
     *
     * @param why a sentence for people
     */
    record Unknown(String why) implements Reception {}
}

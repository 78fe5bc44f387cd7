// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.util.concurrent.CompletionStage;

/**
 * Answers calls of other nodes. One service per framework, from the bundle {@code peer}, which serves them on port 56002 itself;
 * the bundle that listens on 56001 hands it those that nodes of the seed era send there (specification, section 0.3, profile
 * P0). Any thread; never blocks.
 */
public interface PeerCalls {

    /** Whether the path is one of those that peers of the seed era call on the applications' port. */
    boolean takes(String path);

    /** The answer; within 10 seconds, never exceptionally. */
    CompletionStage<PeerAnswer> answer(PeerCall call);
}

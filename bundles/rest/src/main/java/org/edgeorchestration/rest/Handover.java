// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a resource gives to the {@link Gate} instead of a finished entity: JAX-RS finds the resource, but never waits and never
 * streams, so that a handful of threads is enough.
 */
sealed interface Handover {

    /** The attribute of the request under which the handover reaches the gate. */
    String ATTRIBUTE = Handover.class.getName();

    /**
     * An answer that comes later.
     *
     * @param answer completes normally; a failure counts as a bug
     */
    record Later(CompletionStage<Answer> answer) implements Handover {}

    /**
     * Text that comes bit by bit.
     *
     * @param type its media type
     * @param feed where it comes from
     */
    record Flowing(String type, Feed feed) implements Handover {}

    /** An answer that is there already. */
    static Handover now(Answer answer) {
        return new Later(CompletableFuture.completedFuture(answer));
    }

    /** What was handed over for {@code request}; null when it was an ordinary entity. */
    static @Nullable Handover of(HttpServletRequest request) {
        return (Handover) request.getAttribute(ATTRIBUTE);
    }
}

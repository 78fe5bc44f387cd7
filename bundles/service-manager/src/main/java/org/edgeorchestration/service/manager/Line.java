// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The straight line from a request to its outcome: {@link Candidates} → {@link Scoring} → {@link Choice} → {@link Dispatch}.
 * Any thread; never blocks.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final Supplier<ExecutionId> ids;
    private final IdempotencyKeys keys;
    private final Decider decider;
    private final Dispatch dispatch;

    /** @param ids makes a new one each time */
    Line(Supplier<ExecutionId> ids, IdempotencyKeys keys, Decider decider, Dispatch dispatch) {
        this.ids = ids;
        this.keys = keys;
        this.decider = decider;
        this.dispatch = dispatch;
    }

    /** Completes with the outcome, never exceptionally. */
    CompletionStage<Outcome> request(ServiceRequest request) {
        return request.idempotencyKey()
                .map(key -> keys.once(key, request, () -> run(request)))
                .orElseGet(() -> run(request));
    }

    private CompletionStage<Outcome> run(ServiceRequest request) {
        ExecutionId id = ids.get();
        try {
            return decider.decide(id, request)
                    .thenCompose(decision -> dispatch.dispatch(id, request, decision))
                    .exceptionally(bug -> broken(id, bug));
        } catch (RuntimeException | LinkageError bug) {
            return CompletableFuture.completedStage(broken(id, bug));
        }
    }

    /** A caller is never left without an answer; the code is the Go project's (specification, section 1.3.6). */
    private static Outcome broken(ExecutionId id, Throwable bug) {
        LOG.error("execution={} request broke", id, bug);
        return new Outcome.Refused(Refusal.declined(
                "INTERNAL_SERVER_ERROR", "this node could not handle the request; its log says why under " + id));
    }
}

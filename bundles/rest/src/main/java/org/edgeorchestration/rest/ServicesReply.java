// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.service.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@code POST …/services} (specification, section 1.3.5), with the keys {@code Reason} and {@code ExecutionId} of our own.
 */
record ServicesReply(
        String message,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        @Nullable Target remoteTargetInfo,
        String serviceName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String executionId) {

    /** Where it runs and as what; both empty when it does not run. */
    record Target(String executionType, String target) {}

    private static final Target NOWHERE = new Target("", "");

    /** What the manager said. */
    static Answer of(Outcome outcome, String serviceName) {
        if (outcome instanceof Outcome.Placed placed) {
            Target target = new Target(placed.type().name(), placed.target().getHostAddress());
            String id = placed.id().value();
            return Answer.json(200, new ServicesReply("ERROR_NONE", null, target, serviceName, id))
                    .with("Location", ServicesResource.PATH + "/" + id);
        }
        return of(((Outcome.Refused) outcome).refusal(), serviceName);
    }

    private static Answer of(Refusal refusal, String serviceName) {
        return switch (refusal.kind()) {
            case MALFORMED -> reply(400, refusal.message(), refusal.reason(), null, serviceName);
            case DECLINED -> reply(200, refusal.message(), refusal.reason(), NOWHERE, serviceName);
            case BUSY ->
                reply(429, refusal.message(), refusal.reason(), NOWHERE, serviceName)
                        .with("Retry-After", "1");
        };
    }

    /** What the Go project, too, answers with 200: a key is missing or of another type. */
    static Answer incomplete(String reason, Optional<String> serviceName) {
        return reply(200, Refusal.INVALID_PARAMETER, reason, null, serviceName.orElse(""));
    }

    /** What is no request at all. */
    static Answer malformed(String reason) {
        return reply(400, Refusal.INVALID_PARAMETER, reason, null, "");
    }

    private static Answer reply(
            int status, String message, String reason, @Nullable Target target, String serviceName) {
        return Answer.json(status, new ServicesReply(message, reason, target, serviceName, null));
    }
}

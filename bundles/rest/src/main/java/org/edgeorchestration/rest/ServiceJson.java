// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import org.edgeorchestration.api.service.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** One execution, as {@code GET …/services} tells it. Times are ISO 8601 in UTC; {@code ExitCode} and {@code Reason} may be null. */
record ServiceJson(
        String executionId,
        String serviceName,
        String executionType,
        String target,
        String status,
        @Nullable Integer exitCode,
        @Nullable String reason,
        String created,
        String changed) {

    static ServiceJson of(ServiceStatus service) {
        return new ServiceJson(
                service.id().value(),
                service.serviceName(),
                service.type().name(),
                service.target().getHostAddress(),
                service.status().word(),
                service.status().exitCode().stream().boxed().findFirst().orElse(null),
                service.status().reason().orElse(null),
                service.created().toString(),
                service.changed().toString());
    }
}

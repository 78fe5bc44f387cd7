// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import org.edgeorchestration.api.service.ServiceStatus;
import org.jspecify.annotations.Nullable;

/** One status, as callbacks and the event stream tell it. {@code ExitCode} and {@code Reason} are null where there is none. */
record StatusJson(
        String executionId,
        String serviceName,
        String status,
        @Nullable Integer exitCode,
        @Nullable String reason,
        String executionType,
        String target,
        int sequence,
        String time) {

    static StatusJson of(ServiceStatus service) {
        return new StatusJson(
                service.id().value(),
                service.serviceName(),
                service.status().word(),
                service.status().exitCode().stream().boxed().findFirst().orElse(null),
                service.status().reason().orElse(null),
                service.type().name(),
                service.target().getHostAddress(),
                service.sequence(),
                service.changed().toString());
    }
}

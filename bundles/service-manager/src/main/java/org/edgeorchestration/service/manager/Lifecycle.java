// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Instant;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * The state machine of one execution: {@code Accepted → Pulling* → Started → one terminal status}. Pure.
 *
 * <p>An executor that says something impossible is not believed: the status stays what it was.
 */
final class Lifecycle {
    private Lifecycle() {}

    /**
     * The status after {@code now}.
     *
     * @return empty when {@code next} cannot follow, or changes nothing
     */
    static Optional<ServiceStatus> after(ServiceStatus now, ExecutionStatus next, Instant when) {
        if (!follows(now.status(), next)) {
            return Optional.empty();
        }
        return Optional.of(new ServiceStatus(
                now.id(), now.serviceName(), now.type(), now.target(), next, now.sequence() + 1, now.created(), when));
    }

    private static boolean follows(ExecutionStatus now, ExecutionStatus next) {
        boolean back = next instanceof ExecutionStatus.Accepted
                || (next instanceof ExecutionStatus.Pulling && now instanceof ExecutionStatus.Started);
        return !now.terminal() && !back && !next.equals(now);
    }
}

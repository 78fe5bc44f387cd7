// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;

/** Makes an executor's order of an application's request. */
final class Orders {
    private Orders() {}

    static ExecutionOrder order(ExecutionId id, ServiceRequest request, Variant variant) {
        return new ExecutionOrder(id, request.serviceName(), variant.type(), variant.command(), request.requester());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceRequest.Variant;

/** Requests as applications make them. */
final class Requests {
    static final Variant HELLO = variant(ExecutionType.CONTAINER, "docker", "run", "hello-world");

    private Requests() {}

    static Variant variant(ExecutionType type, String... command) {
        return new Variant(type, List.of(command));
    }

    static ServiceRequest of(String name, Variant... variants) {
        return new ServiceRequest(name, List.of(variants), true, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static ServiceRequest hello() {
        return of("hello-world", HELLO);
    }

    static ServiceRequest keyed(String key, ServiceRequest request) {
        return new ServiceRequest(
                request.serviceName(),
                request.variants(),
                request.selfSelection(),
                request.requester(),
                request.statusCallback(),
                Optional.of(key));
    }

    static ServiceRequest calledBack(String receiver, ServiceRequest request) {
        return new ServiceRequest(
                request.serviceName(),
                request.variants(),
                request.selfSelection(),
                request.requester(),
                Optional.of(URI.create(receiver)),
                request.idempotencyKey());
    }

    static ServiceRequest elsewhere(ServiceRequest request) {
        return new ServiceRequest(
                request.serviceName(),
                request.variants(),
                false,
                request.requester(),
                request.statusCallback(),
                request.idempotencyKey());
    }
}

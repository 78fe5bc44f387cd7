// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.service;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * What an application asks for: the request of the specification, section 1.3, after all checks of its form.
 *
 * @param serviceName the service's name, up to 256 characters
 * @param variants the ways in which it may be run, in the application's order of preference; may be empty
 * @param selfSelection whether the asked node may choose itself
 * @param requester the asking application's name, where it gave one
 * @param statusCallback where to report every status change, an absolute {@code http} or {@code https} URI
 * @param idempotencyKey the application's name for this request: a second request with it gets the first one's execution
 */
public record ServiceRequest(
        String serviceName,
        List<Variant> variants,
        boolean selfSelection,
        Optional<String> requester,
        Optional<URI> statusCallback,
        Optional<String> idempotencyKey) {

    /**
     * One way to run the service: an element of {@code ServiceInfo}.
     *
     * @param type the kind of executor
     * @param command the words of the command; empty means the service installed under its name
     */
    public record Variant(ExecutionType type, List<String> command) {
        public Variant {
            command = List.copyOf(command);
        }
    }

    public ServiceRequest {
        variants = List.copyOf(variants);
    }

    /** The first variant for executors of that type, as the specification chooses it (section 4.4, step 7). */
    public Optional<Variant> variant(ExecutionType type) {
        return variants.stream().filter(variant -> variant.type().equals(type)).findFirst();
    }
}

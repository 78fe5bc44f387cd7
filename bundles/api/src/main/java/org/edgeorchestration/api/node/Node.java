// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * A node as others see it: a snapshot, never updated in place.
 *
 * @param id its device id
 * @param platform what it runs on, in the Go project's words: {@code docker}, {@code linux} or {@code android}
 * @param addresses where it can be reached, preferred address first; empty while none is known
 * @param executionTypes how it can run services now
 * @param services the names of the services installed on it
 */
public record Node(
        NodeId id,
        String platform,
        List<InetAddress> addresses,
        Set<ExecutionType> executionTypes,
        Set<String> services) {

    public Node {
        addresses = List.copyOf(addresses);
        executionTypes = Set.copyOf(executionTypes);
        services = Set.copyOf(services);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.util.List;

/**
 * What is at the other side of one of this node's interfaces.
 *
 * @param prefixes this node's addresses there
 */
record Link(List<Prefix> prefixes) {
    /** Of which nothing is known. */
    static final Link UNKNOWN = new Link(List.of());

    Link {
        prefixes = List.copyOf(prefixes);
    }

    /** Whether hosts there reach that address without a router. */
    boolean holds(InetAddress address) {
        return prefixes.stream().anyMatch(prefix -> prefix.holds(address));
    }
}

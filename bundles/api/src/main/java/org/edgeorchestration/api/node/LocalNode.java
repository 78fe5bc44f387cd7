// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * This node itself. One service per framework, from the bundle {@code node}; every method answers from memory and may be
 * called on any thread.
 */
public interface LocalNode {

    /** This node's device id: read from the state directory, or made and written there at the first start. */
    NodeId id();

    /** What this node runs on: {@code docker} in a container, else {@code linux}. */
    String platform();

    /**
     * The addresses of this host that others can reach, preferred address first: those of interfaces that are up,
     * without loopback, link-local and the bridges and virtual cables of container engines. {@code EDGE_ADDRESS}
     * narrows it to that one. A host without a network has its loopback address only; never empty.
     */
    List<InetAddress> addresses();

    /**
     * Whether {@code address} belongs to this host: loopback, or assigned to any of its interfaces now. Compared as
     * addresses, not as text: {@code 2001:db8::1234} is not this host because it contains {@code ::1}. An IPv4 address
     * mapped into IPv6 counts as the IPv4 address.
     */
    boolean owns(InetAddress address);

    /**
     * The addresses that servers of this node listen on: the wildcard address, or, when {@code EDGE_ADDRESS} is set, that one
     * address and loopback. Never empty.
     */
    List<InetAddress> listenAddresses();

    /** The state directory, absolute; it exists and is writable. */
    Path state();
}

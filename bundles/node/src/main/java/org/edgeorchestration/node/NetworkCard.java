// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.net.InetAddress;
import java.util.List;

/**
 * A network interface of this host.
 *
 * @param name the system's name for it
 * @param index the system's number for it
 * @param role what it is for
 * @param defaultRoute whether the way to the rest of the world leads over it
 * @param addresses what is assigned to it, link-local ones included
 */
record NetworkCard(String name, int index, Role role, boolean defaultRoute, List<InetAddress> addresses) {

    /** What an interface is for, the most useful for other nodes first. */
    enum Role {
        /** On a network with others: wired, wireless, or one end of a virtual cable that stands for a card. */
        LAN,
        /** A way to one other place or to none: VPN, tunnel, overlay, dummy. Announced where there is no LAN. */
        TUNNEL,
        /** Loopback, what belongs to a container engine or virtual machines, and what is down: never announced. */
        INTERNAL
    }
}

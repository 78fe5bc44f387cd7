// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The ways out, each of which leads to one link or several. None of them blocks or throws: what cannot be sent is lost, as packets are. */
interface Wire {

    /** To everybody, from each of this node's addresses and a port of its own, where replies find this program and no other. */
    void fromEachAddress(Packet packet);

    /** To the port of multicast DNS of one host, likewise: where multicast does not go, only the host knows which way leads there. */
    void fromEachAddress(Packet packet, InetAddress host);

    /** To everybody on each interface, from the port of multicast DNS: standard listeners take nothing else for an answer. */
    void fromGroupPort(Packet packet);

    /** To one listener, from the port of multicast DNS. */
    void to(InetSocketAddress listener, Packet packet);
}

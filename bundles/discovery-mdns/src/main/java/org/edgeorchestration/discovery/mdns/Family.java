// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;

/** The two kinds of IP, and the group of multicast DNS in each (RFC 6762, section 3). */
enum Family {
    IPV4(StandardProtocolFamily.INET, new byte[] {(byte) 224, 0, 0, (byte) 251}),
    IPV6(StandardProtocolFamily.INET6, new byte[] {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xfb});

    private final StandardProtocolFamily protocol;
    private final InetAddress group;

    Family(StandardProtocolFamily protocol, byte[] group) {
        this.protocol = protocol;
        try {
            this.group = InetAddress.getByAddress(group);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the groups are addresses", e);
        }
    }

    static Family of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    ProtocolFamily protocol() {
        return protocol;
    }

    InetAddress group() {
        return group;
    }
}

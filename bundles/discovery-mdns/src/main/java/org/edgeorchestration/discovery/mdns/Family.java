// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** The two kinds of IP, and the group of multicast DNS in each (RFC 6762, section 3). */
enum Family {
    IPV4(StandardProtocolFamily.INET, new byte[] {(byte) 224, 0, 0, (byte) 251}),
    IPV6(StandardProtocolFamily.INET6, new byte[] {-1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xfb});

    /** Says that a packet was not forwarded by a router (RFC 6762, section 11); Go nodes send 1, and look at none. */
    private static final int TIME_TO_LIVE = 255;
    /** A packet of each of some hundred nodes, which may come at once. */
    private static final int RECEIVED_BYTES = 256 * 1_024;

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

    InetAddress group() {
        return group;
    }

    /** Which of this machine's addresses packets to that host leave from, as its routes say; empty where none leads there. */
    Optional<InetAddress> source(InetAddress host) {
        try (DatagramChannel channel = DatagramChannel.open(protocol)) {
            channel.connect(new InetSocketAddress(host, Sockets.PORT)); // sends nothing
            return Optional.of(((InetSocketAddress) channel.getLocalAddress()).getAddress());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A socket there that shares its port, does not block, and may send to the group.
     *
     * @throws IOException when the address or the port cannot be had
     */
    DatagramChannel open(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open(protocol);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED_BYTES);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TIME_TO_LIVE);
            channel.bind(address);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}

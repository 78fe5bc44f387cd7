// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A socket on one of this node's addresses and a port of its own. Replies to what is sent from here reach this program also where
 * another responder shares the port of multicast DNS (specification, section 3.5), and the source proves the address.
 */
final class AddressSocket implements Closeable {
    /** Opens such sockets. */
    @FunctionalInterface
    interface Opener {
        AddressSocket open(Attachment attachment, int groupPort) throws IOException;
    }

    private final Attachment attachment;
    private final DatagramChannel channel;
    private final Family family;
    private final InetSocketAddress group;

    /** @throws IOException when the address is not this host's any more */
    AddressSocket(Attachment attachment, int groupPort) throws IOException {
        this.attachment = attachment;
        this.family = Family.of(attachment.address());
        this.group = new InetSocketAddress(family.group(), groupPort);
        this.channel = family.open(new InetSocketAddress(attachment.address(), 0));
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, attachment.card());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where it is. */
    Attachment attachment() {
        return attachment;
    }

    DatagramChannel channel() {
        return channel;
    }

    /** To the group, on the address's interface. */
    void send(byte[] packet) throws IOException {
        channel.send(ByteBuffer.wrap(packet), group);
    }

    /** To the group's port of that host, if it is of the same kind of IP. */
    void send(byte[] packet, InetAddress host) throws IOException {
        if (Family.of(host) == family) {
            channel.send(ByteBuffer.wrap(packet), new InetSocketAddress(host, group.getPort()));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets: one on the port of multicast DNS for each kind of IP, and one of its own for each address. Each packet is sent in the
 * words for the link that it goes out on. For one thread.
 */
final class Sockets implements Wire, Closeable {
    /** The port of multicast DNS. */
    static final int PORT = 5_353;

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private final Map<Family, GroupSocket> groups = new EnumMap<>(Family.class);
    private final Failures failures = new Failures();
    private final int port;
    private final Receiver receiver;
    private final AddressSockets own;
    private Links links = new Links(List.of());

    /** @throws IOException when the port cannot be had for IPv4; without IPv6 this node goes on */
    Sockets(int port) throws IOException {
        this(port, AddressSocket::new);
    }

    Sockets(int port, AddressSocket.Opener opener) throws IOException {
        this.port = port;
        this.receiver = new Receiver(failures);
        this.own = new AddressSockets(opener, port, receiver, failures);
        try {
            openGroup(Family.IPV4);
        } catch (IOException e) {
            receiver.close();
            throw new IOException(
                    "UDP port " + port + " cannot be used (" + e.getMessage()
                            + "): a program that does not share it has it, as `ss -ulpn` tells. This node finds others by other means only",
                    e);
        }
        try {
            openGroup(Family.IPV6);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no multicast DNS over IPv6", e);
        }
    }

    private void openGroup(Family family) throws IOException {
        groups.put(family, new GroupSocket(family, port, receiver));
    }

    /** Is found at these addresses from now on. */
    void attach(List<Attachment> attachments) {
        links = new Links(attachments);
        failures.forget();
        if (attachments.isEmpty()) {
            LOG.warn(
                    "None of the interfaces named in org.edgeorchestration.discovery.mdns has an address: until one has,"
                            + " multicast DNS finds nobody");
        }
        join(attachments);
        own.attach(attachments);
    }

    /**
     * Tries again what did not work when it was {@link #attach attached}: an address of IPv6 that has just come up cannot be used for a
     * second or two, until it is known that nobody else has it.
     *
     * @return whether something works now that did not
     */
    boolean mend() {
        boolean mended = own.mend();
        for (GroupSocket group : groups.values()) {
            mended |= group.mend();
        }
        return mended;
    }

    /** Is a member of the groups on the interfaces of these addresses. */
    void join(List<Attachment> attachments) {
        groups.forEach((family, socket) -> socket.join(attachments.stream()
                .filter(attachment -> Family.of(attachment.address()) == family)
                .map(Attachment::card)
                .distinct()
                .toList()));
    }

    /** Hands over the packets that are there, or come within that time. */
    void receive(long milliseconds, Receiver.Listener listener) throws IOException {
        receiver.receive(milliseconds, listener);
    }

    /** Has {@link #receive} return at once; on any thread. */
    void wake() {
        receiver.wake();
    }

    @Override
    public void fromEachAddress(Packet packet) {
        own.send(attachment -> packet.on(links.of(attachment.index())));
    }

    @Override
    public void fromEachAddress(Packet packet, InetAddress host) {
        own.send(packet.on(towards(host)), host); // the same from everywhere: it may get all of them
    }

    @Override
    public void fromGroupPort(Packet packet) {
        for (GroupSocket group : groups.values()) {
            try {
                group.send(card -> packet.on(links.of(card.getIndex())));
            } catch (IOException e) {
                failures.tell("send to the group", e);
            }
        }
    }

    @Override
    public void to(InetSocketAddress listener, Packet packet) {
        GroupSocket group = groups.get(Family.of(listener.getAddress()));
        try {
            if (group != null) {
                group.send(packet.on(towards(listener.getAddress())), listener);
            }
        } catch (IOException e) {
            // It asks again, and hears what is sent to everybody.
            LOG.debug("peer={} A reply could not be sent", listener, e);
        }
    }

    /** The link that packets to that host go out on. */
    private Link towards(InetAddress host) {
        return Family.of(host).source(host).map(links::with).orElse(Link.UNKNOWN);
    }

    @Override
    public void close() throws IOException {
        own.close();
        for (GroupSocket group : groups.values()) {
            group.close();
        }
        receiver.close();
    }
}

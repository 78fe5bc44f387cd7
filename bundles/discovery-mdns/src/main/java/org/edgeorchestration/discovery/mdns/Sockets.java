// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets: one on the port of multicast DNS for each kind of IP, and one of its own for each address. For one thread. */
final class Sockets implements Wire, Closeable {
    /** The port of multicast DNS. */
    static final int PORT = 5_353;

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    /** Packets taken from a socket before others have their turn. */
    private static final int TURN = 64;

    /** Takes packets. */
    @FunctionalInterface
    interface Listener {
        /** A packet, to be read at once: the buffer is used again. */
        void hear(InetSocketAddress from, ByteBuffer packet);
    }

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MessageReader.LARGEST + 1);
    private final Map<Family, GroupSocket> groups = new EnumMap<>(Family.class);
    private final List<AddressSocket> own = new ArrayList<>();
    private final Set<Attachment> missing = new HashSet<>();
    private final AddressSocket.Opener opener;
    private final int port;
    private final Selector selector;
    private final Set<String> failures = new HashSet<>();
    private Links links = new Links(List.of());

    /** @throws IOException when the port cannot be had for IPv4; without IPv6 this node goes on */
    Sockets(int port) throws IOException {
        this(port, AddressSocket::new);
    }

    Sockets(int port, AddressSocket.Opener opener) throws IOException {
        this.port = port;
        this.opener = opener;
        this.selector = Selector.open();
        try {
            openGroup(Family.IPV4);
        } catch (IOException e) {
            selector.close();
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
        GroupSocket socket = new GroupSocket(family, port);
        socket.channel().register(selector, SelectionKey.OP_READ);
        groups.put(family, socket);
    }

    /** Is found at these addresses from now on. */
    void attach(List<Attachment> attachments) {
        links = new Links(attachments);
        own.forEach(this::end);
        own.clear();
        missing.clear();
        failures.clear();
        if (attachments.isEmpty()) {
            LOG.warn(
                    "None of the interfaces named in org.edgeorchestration.discovery.mdns has an address: until one has,"
                            + " multicast DNS finds nobody");
        }
        join(attachments);
        attachments.forEach(this::open);
    }

    /**
     * Tries again what did not work when it was {@link #attach attached}: an address of IPv6 that has just come up cannot be used for a
     * second or two, until it is known that nobody else has it.
     *
     * @return whether something works now that did not
     */
    boolean mend() {
        boolean mended = List.copyOf(missing).stream().filter(this::open).count() > 0;
        for (GroupSocket group : groups.values()) {
            mended |= group.mend();
        }
        return mended;
    }

    private boolean open(Attachment attachment) {
        try {
            AddressSocket socket = opener.open(attachment, port);
            own.add(socket);
            socket.channel().register(selector, SelectionKey.OP_READ);
            missing.remove(attachment);
            return true;
        } catch (IOException e) {
            if (missing.add(attachment)) {
                LOG.warn("address={} No packets are sent from there: {}; trying again", attachment, e.getMessage());
            }
            return false;
        }
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
    void receive(long milliseconds, Listener listener) throws IOException {
        if (milliseconds > 0) {
            selector.select(milliseconds);
        } else {
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            drain((DatagramChannel) key.channel(), listener);
        }
        selector.selectedKeys().clear();
    }

    /** Has {@link #receive} return at once; on any thread. */
    void wake() {
        selector.wakeup();
    }

    private void drain(DatagramChannel channel, Listener listener) {
        try {
            for (int i = 0; i < TURN; i++) {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                if (from == null) {
                    return;
                }
                listener.hear(from, buffer.flip());
            }
        } catch (IOException e) {
            failed("receive", e);
        }
    }

    @Override
    public void fromEachAddress(Packet packet) {
        for (AddressSocket socket : own) {
            try {
                socket.send(packet.on(links.of(socket.attachment().index())));
            } catch (IOException e) {
                failed("send from one of this node's addresses", e);
            }
        }
    }

    @Override
    public void fromEachAddress(Packet packet, InetAddress host) {
        byte[] bytes = packet.on(towards(host)); // the same from everywhere: it may get all of them
        for (AddressSocket socket : own) {
            try {
                socket.send(bytes, host);
            } catch (IOException e) {
                // Not every address of this node leads everywhere, and it is said again.
                LOG.debug("peer={} An advertisement could not be sent", host, e);
            }
        }
    }

    @Override
    public void fromGroupPort(Packet packet) {
        for (GroupSocket group : groups.values()) {
            try {
                group.send(card -> packet.on(links.of(card.getIndex())));
            } catch (IOException e) {
                failed("send to the group", e);
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

    /** One line for each cause until the addresses change: without a network, everything fails all the time. */
    private void failed(String what, IOException cause) {
        if (failures.size() < 16 && failures.add(what + cause.getMessage())) {
            LOG.warn("Multicast DNS cannot {}: {}", what, cause.toString());
        }
    }

    private void end(AddressSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket did not close", e);
        }
    }

    @Override
    public void close() throws IOException {
        own.forEach(this::end);
        for (GroupSocket group : groups.values()) {
            group.close();
        }
        selector.close();
    }
}

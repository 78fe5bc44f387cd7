// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket on the port of multicast DNS, shared with whatever other responder there is; a member of the group on every interface. */
final class GroupSocket implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSocket.class);

    /** Makes a socket a member of the group on an interface. */
    @FunctionalInterface
    interface Joining {
        MembershipKey join(DatagramChannel socket, NetworkInterface card) throws IOException;
    }

    private final Map<NetworkInterface, MembershipKey> memberships = new HashMap<>();
    /** Where it could not become a member. */
    private final Set<NetworkInterface> deaf = new HashSet<>();

    private final Family family;
    private final InetSocketAddress group;
    private final Receiver receiver;
    private final Joining joining;
    private DatagramChannel channel;

    /** @throws IOException when the port cannot be had */
    GroupSocket(Family family, int port, Receiver receiver) throws IOException {
        this(family, port, receiver, (socket, card) -> socket.join(family.group(), card));
    }

    GroupSocket(Family family, int port, Receiver receiver, Joining joining) throws IOException {
        this.family = family;
        this.group = new InetSocketAddress(family.group(), port);
        this.receiver = receiver;
        this.joining = joining;
        this.channel = open();
    }

    private DatagramChannel open() throws IOException {
        DatagramChannel socket = family.open(new InetSocketAddress(group.getPort()));
        receiver.add(socket);
        return socket;
    }

    /**
     * Is a member on these interfaces, and on no other. Also on those where it is a member already it joins anew: the kernel forgets
     * the members of an interface that loses its last address, and does not tell.
     */
    void join(List<NetworkInterface> cards) {
        if (!leave()) {
            renew();
        }
        deaf.retainAll(cards);
        cards.forEach(this::enter);
    }

    /**
     * Is no member any more; whether it could leave. The kernel looks for a membership by the interface's address of then, and refuses
     * where that has gone to another interface, or to a new one of the same name. Java takes this for impossible.
     */
    private boolean leave() {
        try {
            memberships.values().forEach(MembershipKey::drop);
            return true;
        } catch (AssertionError e) {
            LOG.debug("a membership outlived its interface", e);
            return false;
        } finally {
            memberships.clear();
        }
    }

    /** Is another socket on the same port: Java takes one that could not leave for a member, and would not let it enter again. */
    private void renew() {
        try {
            DatagramChannel left = channel;
            channel = open();
            left.close();
        } catch (IOException e) {
            LOG.warn("Nodes on other interfaces than before may not be found for a minute: {}", e.toString());
        }
    }

    /** Tries again where it could not become a member; whether it could now. */
    boolean mend() {
        return List.copyOf(deaf).stream().filter(this::enter).count() > 0;
    }

    private boolean enter(NetworkInterface card) {
        try {
            memberships.put(card, joining.join(channel, card));
            deaf.remove(card);
            return true;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            if (deaf.add(card)) {
                LOG.warn("interface={} Nodes there are not found: {}; trying again", card.getName(), e.toString());
            }
            return false;
        }
    }

    /** To the group, on every interface what is for that one, also when one of them fails. */
    void send(Function<NetworkInterface, byte[]> packet) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (NetworkInterface card : memberships.keySet()) {
            try {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, card);
                channel.send(ByteBuffer.wrap(packet.apply(card)), group);
            } catch (IOException e) {
                failures.add(new IOException(card.getName() + ": " + e.getMessage(), e));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** To one listener. */
    void send(byte[] packet, InetSocketAddress listener) throws IOException {
        channel.send(ByteBuffer.wrap(packet), listener);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

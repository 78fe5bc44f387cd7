// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket on each of this node's addresses, also on those that cannot be used at once. For one thread. */
final class AddressSockets implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(AddressSockets.class);

    private final List<AddressSocket> open = new ArrayList<>();
    private final Set<Attachment> missing = new HashSet<>();
    private final AddressSocket.Opener opener;
    private final int groupPort;
    private final Receiver receiver;
    private final Failures failures;

    AddressSockets(AddressSocket.Opener opener, int groupPort, Receiver receiver, Failures failures) {
        this.opener = opener;
        this.groupPort = groupPort;
        this.receiver = receiver;
        this.failures = failures;
    }

    /** Is at these addresses, and at no other. */
    void attach(List<Attachment> attachments) {
        close();
        missing.clear();
        attachments.forEach(this::open);
    }

    /** Tries again where there could be no socket; whether there could now. */
    boolean mend() {
        return List.copyOf(missing).stream().filter(this::open).count() > 0;
    }

    private boolean open(Attachment attachment) {
        try {
            AddressSocket socket = opener.open(attachment, groupPort);
            open.add(socket);
            receiver.add(socket.channel());
            missing.remove(attachment);
            return true;
        } catch (IOException e) {
            if (missing.add(attachment)) {
                LOG.warn("address={} No packets are sent from there: {}; trying again", attachment, e.getMessage());
            }
            return false;
        }
    }

    /** To the group, from each address what is for the interface that it is on. */
    void send(Function<Attachment, byte[]> packet) {
        for (AddressSocket socket : open) {
            try {
                socket.send(packet.apply(socket.attachment()));
            } catch (IOException e) {
                failures.tell("send from one of this node's addresses", e);
            }
        }
    }

    /** To the group's port of that host, from each address. */
    void send(byte[] packet, InetAddress host) {
        for (AddressSocket socket : open) {
            try {
                socket.send(packet, host);
            } catch (IOException e) {
                // Not every address of this node leads everywhere, and it is said again.
                LOG.debug("peer={} An advertisement could not be sent", host, e);
            }
        }
    }

    @Override
    public void close() {
        for (AddressSocket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("a socket did not close", e);
            }
        }
        open.clear();
    }
}

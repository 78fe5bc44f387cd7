// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;

/** Takes the packets that come to several sockets. For one thread. */
final class Receiver implements Closeable {
    /** Packets taken from a socket before others have their turn. */
    private static final int TURN = 64;

    /** Takes packets. */
    @FunctionalInterface
    interface Listener {
        /** A packet, to be read at once: the buffer is used again. */
        void hear(InetSocketAddress from, ByteBuffer packet);
    }

    /** One byte more than a packet may have, so that a longer one shows. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MessageReader.LARGEST + 1);

    private final Selector selector;
    private final Failures failures;

    Receiver(Failures failures) throws IOException {
        this.failures = failures;
        this.selector = Selector.open();
    }

    /** Takes what comes to that socket, until it is closed. */
    void add(DatagramChannel socket) throws IOException {
        socket.register(selector, SelectionKey.OP_READ);
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

    private void drain(DatagramChannel socket, Listener listener) {
        try {
            for (int i = 0; i < TURN; i++) {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) socket.receive(buffer);
                if (from == null) {
                    return;
                }
                listener.hear(from, buffer.flip());
            }
        } catch (IOException e) {
            failures.tell("receive", e);
        }
    }

    /** Has {@link #receive} return at once; on any thread. */
    void wake() {
        selector.wakeup();
    }

    /** Does not close the sockets. */
    @Override
    public void close() throws IOException {
        selector.close();
    }
}

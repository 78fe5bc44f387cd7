// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real connection, which is looked at now and then instead of waited for. */
final class SocketLine implements Lines.Line {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLine.class);

    private final ByteBuffer nothing = ByteBuffer.allocate(1);
    private @Nullable SocketChannel channel;
    private Lines.Stage stage = Lines.Stage.OPENING;

    /** @param bind the address it comes from; empty lets the system choose */
    SocketLine(Endpoint to, Optional<SocketAddress> bind) {
        try {
            SocketChannel opening = SocketChannel.open();
            channel = opening;
            opening.configureBlocking(false);
            if (bind.isPresent()) {
                opening.bind(bind.get());
            }
            opening.connect(new InetSocketAddress(to.address(), to.port()));
        } catch (IOException e) {
            ended(e);
        } catch (UnsupportedAddressTypeException e) { // an IPv6 address where this JVM may only use IPv4
            ended(new IOException(e));
        }
    }

    @Override
    public Lines.Stage stage() {
        SocketChannel current = channel;
        if (current == null) {
            return stage;
        }
        try {
            if (stage == Lines.Stage.OPENING) {
                // told before it is looked whether it is lost again: that somebody held it is what counts
                stage = current.finishConnect() ? Lines.Stage.OPEN : stage;
            } else if (current.read(nothing) != 0) { // whoever speaks unasked is no node of the Go project
                end(Lines.Stage.LOST);
            }
        } catch (IOException e) {
            ended(e);
        }
        return stage;
    }

    private void ended(IOException why) {
        end(stage == Lines.Stage.OPENING && why instanceof ConnectException ? Lines.Stage.REFUSED : Lines.Stage.LOST);
    }

    private void end(Lines.Stage last) {
        stage = last;
        close();
    }

    @Override
    public void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.debug("a connection on which nothing was said cannot be closed", e);
            }
            channel = null;
        }
    }
}

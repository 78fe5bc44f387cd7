// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.edgeorchestration.shell.wire.FrameChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client, from its first frame to its last: reads what it sends, and ends what runs for it when it goes. */
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final FrameChannel channel;
    private final SessionFactory sessions;
    private final ExecutorService threads;

    Connection(FrameChannel channel, SessionFactory sessions, ExecutorService threads) {
        this.channel = channel;
        this.sessions = sessions;
        this.threads = threads;
    }

    @Override
    public void run() {
        Outbox outbox = new Outbox(channel);
        Future<?> sender = threads.submit(outbox);
        try (channel) {
            Optional<Frame> first = channel.receive();
            if (first.isPresent()) {
                serve(first.get(), outbox);
            }
        } catch (IOException e) {
            LOG.debug("A client of the console went away", e);
        } finally {
            sender.cancel(true);
        }
    }

    private void serve(Frame first, Outbox outbox) throws IOException {
        try (Guest guest = admit(first, outbox)) {
            Optional<Frame> next = channel.receive();
            while (next.isPresent()) {
                guest.take(next.get());
                next = channel.receive();
            }
        }
    }

    private Guest admit(Frame first, Outbox outbox) throws IOException {
        try {
            return guest(first, outbox);
        } catch (Exception e) {
            LOG.warn("A console could not be opened", e);
            outbox.put(Frame.of(Kind.ERROR, "Error: the console could not be opened: " + e.getMessage() + "\n"));
            outbox.put(Frame.exit(1));
            return new TurnedAway();
        }
    }

    private Guest guest(Frame first, Outbox outbox) throws Exception {
        Administrator administrator = new Administrator();
        return switch (first.kind()) {
            case TERMINAL -> new TerminalGuest(first.text(), sessions, threads, administrator, outbox);
            case COMMAND -> {
                CommandGuest guest = new CommandGuest(sessions, threads, administrator, outbox);
                guest.take(first);
                yield guest;
            }
            default -> throw new StreamCorruptedException("the first message is " + first.kind());
        };
    }

    /** A client that has been told why it gets nothing, until it has read that and goes. */
    private static final class TurnedAway implements Guest {
        @Override
        public void take(Frame frame) {
            LOG.debug("A client that was turned away says {}", frame.kind());
        }

        @Override
        public void close() {
            LOG.debug("A client that was turned away has gone");
        }
    }
}

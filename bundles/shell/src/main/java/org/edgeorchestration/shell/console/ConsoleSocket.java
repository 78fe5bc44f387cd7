// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.edgeorchestration.shell.wire.FrameChannel;
import org.edgeorchestration.shell.wire.Signpost;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets {@code bin/client} in: Karaf's shell on a Unix domain socket that only this node's own user (and root) can reach. No port, no
 * password, no host key.
 */
@Component
public final class ConsoleSocket {
    /** How many clients there can be at one time. */
    static final int MOST_CLIENTS = 8;

    /** A client's reader, its sender, what runs for it, and what ran for an earlier one and is slow to end. */
    private static final int THREADS_PER_CLIENT = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSocket.class);

    private final SessionFactory sessions;
    private final SocketPlace place;
    private final List<Signpost> signposts;
    private final ServerSocketChannel server;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(MOST_CLIENTS);
    private final Set<FrameChannel> open = ConcurrentHashMap.newKeySet();

    @Activate
    public ConsoleSocket(
            BundleContext framework,
            @Reference LocalNode self,
            @Reference Threads threads,
            @Reference SessionFactory sessions)
            throws IOException {
        this(
                Stream.concat(
                                Stream.of(self.state()),
                                Optional.ofNullable(framework.getProperty("karaf.data")).map(Path::of).stream())
                        .map(Signpost::in)
                        .toList(),
                self.state(),
                threads,
                sessions);
    }

    ConsoleSocket(List<Signpost> signposts, Path state, Threads threads, SessionFactory sessions) throws IOException {
        this.sessions = sessions;
        this.signposts = signposts;
        this.place = SocketPlace.in(state);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        this.server.bind(UnixDomainSocketAddress.of(place.socket()));
        Files.setPosixFilePermissions(place.socket(), PosixFilePermissions.fromString("rw-------"));
        for (Signpost signpost : signposts) {
            signpost.point(place.socket());
        }
        int most = 1 + MOST_CLIENTS * THREADS_PER_CLIENT;
        this.threads = threads.pool("console", most, most);
        Future<?> unused = this.threads.submit(this::accept); // what it throws is logged by its pool
    }

    @Deactivate
    void close() throws IOException {
        server.close();
        for (FrameChannel client : open) {
            client.close();
        }
        threads.shutdownNow();
        for (Signpost signpost : signposts) {
            signpost.remove();
        }
        place.remove();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                admit(new FrameChannel(server.accept()));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("A client of the console could not connect: {}", e.toString());
            }
        }
    }

    private void admit(FrameChannel client) throws IOException {
        if (!room.tryAcquire()) {
            try (client) {
                client.send(Frame.of(
                        Kind.ERROR, "Error: " + MOST_CLIENTS + " consoles are open already; close one of them\n"));
                client.send(Frame.exit(1));
            }
            return;
        }
        open.add(client);
        threads.execute(() -> {
            try {
                new Connection(client, sessions, threads).run();
            } finally {
                open.remove(client);
                room.release();
            }
        });
    }
}

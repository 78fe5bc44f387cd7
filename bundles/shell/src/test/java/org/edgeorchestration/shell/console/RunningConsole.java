// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.shell.wire.Signpost;

/** A console for tests of what connects to it. */
public final class RunningConsole implements AutoCloseable {
    private final List<SocketChannel> clients = new ArrayList<>();
    private final Path directory;
    private final ConsoleSocket socket;

    public RunningConsole(Path directory, Threads threads, FakeSessions sessions) throws IOException {
        this.directory = directory;
        this.socket = new ConsoleSocket(List.of(Signpost.in(directory)), directory, threads, sessions);
    }

    /** Whether somebody could find it. */
    public boolean open() {
        return Signpost.in(directory).target().isPresent();
    }

    /** Connects as many clients as it lets in. */
    public void fill() throws IOException {
        for (int i = 0; i < ConsoleSocket.MOST_CLIENTS; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(
                    UnixDomainSocketAddress.of(Signpost.in(directory).target().orElseThrow()));
            clients.add(channel);
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        socket.close();
    }
}

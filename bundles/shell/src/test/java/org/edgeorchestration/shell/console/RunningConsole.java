// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.shell.wire.Signpost;

/** A console for tests of what connects to it. */
public final class RunningConsole implements AutoCloseable {
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;

/** A client at a terminal: a session with editing, completion and history, as on the terminal that Karaf was started from. */
final class TerminalGuest implements Guest {
    private final SocketTerminal terminal;
    private final Session session;
    private final Future<?> running;

    /** @param description the payload of the {@code TERMINAL} frame */
    TerminalGuest(
            String description,
            SessionFactory sessions,
            ExecutorService threads,
            Administrator administrator,
            Outbox outbox)
            throws Exception {
        this.terminal = SocketTerminal.of(description, outbox.stream(Kind.OUTPUT));
        PrintStream out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
        this.session = administrator.does(
                () -> sessions.create(terminal.input(), out, out, terminal, StandardCharsets.UTF_8.name(), () -> {}));
        this.running = threads.submit(() -> {
            try {
                administrator.does(() -> {
                    session.run();
                    return true;
                });
            } finally {
                Thread.interrupted(); // of a last Ctrl-C; the farewell must go out all the same
                outbox.put(Frame.exit(0));
            }
            return null;
        });
    }

    @Override
    public void take(Frame frame) throws IOException {
        switch (frame.kind()) {
            case INPUT -> terminal.processInputBytes(frame.payload());
            case WINDOW -> terminal.resize(frame.text());
            default -> throw new StreamCorruptedException(frame.kind() + " from a terminal");
        }
    }

    @Override
    public void close() {
        session.close();
        running.cancel(true);
    }
}

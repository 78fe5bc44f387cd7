// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client that sends commands, one after the other, to one session. */
final class CommandGuest implements Guest {
    private static final Logger LOG = LoggerFactory.getLogger(CommandGuest.class);

    private final ExecutorService threads;
    private final Administrator administrator;
    private final Outbox outbox;
    private final PrintStream out;
    private final PrintStream err;
    private final Session session;
    private final AtomicBoolean busy = new AtomicBoolean();
    private Future<?> running = CompletableFuture.completedFuture(null);

    CommandGuest(SessionFactory sessions, ExecutorService threads, Administrator administrator, Outbox outbox)
            throws Exception {
        this.threads = threads;
        this.administrator = administrator;
        this.outbox = outbox;
        this.out = new PrintStream(outbox.stream(Kind.OUTPUT), false, StandardCharsets.UTF_8);
        this.err = new PrintStream(outbox.stream(Kind.ERROR), true, StandardCharsets.UTF_8);
        this.session = administrator.does(() -> sessions.create(InputStream.nullInputStream(), out, err));
    }

    @Override
    public void take(Frame frame) throws IOException {
        if (frame.kind() != Kind.COMMAND || !busy.compareAndSet(false, true)) {
            throw new StreamCorruptedException(frame.kind() + " while a command runs, or instead of one");
        }
        String command = frame.text();
        running = threads.submit(() -> {
            int code = execute(command);
            busy.set(false); // before the client learns of it and sends the next one
            outbox.put(Frame.exit(code));
            return null;
        });
    }

    private int execute(String command) {
        int code = 0;
        try {
            Object result = administrator.does(() -> session.execute(command));
            if (result instanceof Integer number) {
                code = number & 0xff;
            } else if (result != null) {
                out.println(words(result));
            }
        } catch (Exception | LinkageError e) {
            LOG.debug("A command of the console failed", e);
            err.println("Error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            code = 1;
        }
        out.flush();
        return code;
    }

    /** What a command returned and did not print, as the session at a terminal shows it. */
    private CharSequence words(Object result) {
        return session.get(".commandSession") instanceof CommandSession gogo
                ? gogo.format(result, Converter.INSPECT)
                : result.toString();
    }

    @Override
    public void close() {
        running.cancel(true);
        session.close();
    }
}

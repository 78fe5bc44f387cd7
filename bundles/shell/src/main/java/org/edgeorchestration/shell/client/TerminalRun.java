// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.edgeorchestration.shell.wire.FrameChannel;

/**
 * A session at a terminal: what is typed goes to the node as it is, which does the editing, and what comes from there is shown.
 *
 * @param node the connection to the node
 * @param tty the terminal
 * @param type the terminal's type, {@code TERM}
 */
record TerminalRun(FrameChannel node, Tty tty, String type) {
    private static final int PIECE = 4_096;

    /** Goes on until the session ends; the exit code. */
    int run(InputStream in, PrintStream out) throws IOException, InterruptedException {
        Signals.on("WINCH", this::tellSize);
        Signals.on("TERM", this::leave);
        Signals.on("HUP", this::leave);
        tty.raw();
        try {
            node.offer(Frame.of(Kind.TERMINAL, type + " " + tty.size()));
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> send(in));
            return show(out);
        } catch (ClosedChannelException e) {
            return 1; // by leave(), or because the keyboard is gone
        } finally {
            tty.restore();
        }
    }

    private int show(PrintStream out) throws IOException {
        Optional<Frame> next = node.receive();
        while (next.isPresent() && next.get().kind() != Kind.EXIT) {
            byte[] shown = next.get().payload();
            out.write(shown, 0, shown.length);
            out.flush();
            next = node.receive();
        }
        if (next.isEmpty()) {
            throw new IOException("the node has closed the connection");
        }
        return next.get().exitCode();
    }

    private void send(InputStream in) {
        byte[] keys = new byte[PIECE];
        try {
            int read = in.read(keys);
            while (read >= 0) {
                node.send(new Frame(Kind.INPUT, Arrays.copyOf(keys, read)));
                read = in.read(keys);
            }
            node.close(); // the terminal is gone
        } catch (IOException e) {
            // The connection ended; whoever shows its output says so.
        }
    }

    private void tellSize() {
        try {
            node.offer(Frame.of(Kind.WINDOW, tty.size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        try {
            node.close();
        } catch (IOException e) {
            // That is what was wanted.
        }
    }
}

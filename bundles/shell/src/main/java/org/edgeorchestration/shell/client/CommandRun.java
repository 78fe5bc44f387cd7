// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.edgeorchestration.shell.wire.FrameChannel;

/**
 * Has commands run on the node, and prints what they print as it comes.
 *
 * @param node the connection to the node
 * @param out where their output goes
 * @param err where their errors go
 */
record CommandRun(FrameChannel node, PrintStream out, PrintStream err) {

    /** Runs one command line, or several; the exit code. */
    int run(String command) throws IOException {
        node.offer(Frame.of(Kind.COMMAND, command));
        Optional<Frame> next = node.receive();
        while (next.isPresent()) {
            Frame frame = next.get();
            switch (frame.kind()) {
                case OUTPUT -> print(frame, out);
                case ERROR -> print(frame, err);
                case EXIT -> {
                    return frame.exitCode();
                }
                default -> throw new IOException("the node says " + frame.kind());
            }
            next = node.receive();
        }
        throw new IOException("the node has closed the connection");
    }

    /** Runs every line until one fails; the exit code of the last one that ran. */
    int runLines(BufferedReader lines) throws IOException {
        int code = 0;
        String line = lines.readLine();
        while (line != null && code == 0) {
            if (!line.isBlank()) {
                code = run(line);
            }
            line = lines.readLine();
        }
        return code;
    }

    private static void print(Frame frame, PrintStream to) {
        to.write(frame.payload(), 0, frame.payload().length);
        to.flush();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.edgeorchestration.shell.wire.FrameChannel;

/**
 * The console of a running node, from another process. Exit codes: 0 when all went well, 1 when a command failed, 2 when no node
 * answers.
 */
public final class Client {
    private static final String USAGE =
            """
            Usage: client [OPTION…] [COMMAND [WORD…]]
            Runs a command on the node, or opens its console. Commands may also come from a file, or one per line from
            standard input; the first that fails ends it.
              -f FILE      the commands in that file
              -r ATTEMPTS  look for the node that many times more when it is not up (default 0)
              -d SECONDS   wait that long before each of them (default 2)
              --help       this text
            Options of Karaf's own client that are about the network (-a -h -u -p -k -l -t -b -v) are accepted and ignored.
            Exit code: 0 all went well, 1 a command failed, 2 no node answers.
            """;

    private final NodeFinder nodes;
    private final String terminal;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Client(NodeFinder nodes, String terminal, InputStream in, PrintStream out, PrintStream err) {
        this.nodes = nodes;
        this.terminal = terminal;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Ends the process with the exit code. */
    public static void main(String[] args) throws InterruptedException {
        NodeFinder nodes =
                new NodeFinder(System.getenv(), System.getProperty("karaf.base"), System.getProperty("karaf.data"));
        String terminal = System.getenv().getOrDefault("TERM", "dumb");
        System.exit(new Client(nodes, terminal, System.in, System.out, System.err).run(args));
    }

    /** Does what the arguments ask for; the exit code. */
    int run(String... args) throws InterruptedException {
        try {
            Options options = Options.parse(args);
            if (options.help()) {
                out.print(USAGE);
                return 0;
            }
            String command = options.file().isEmpty() ? options.command() : Files.readString(Path.of(options.file()));
            Optional<FrameChannel> node = nodes.connect(options.attempts(), options.delaySeconds());
            if (node.isEmpty()) {
                err.println("client: no node of this distribution is running for this user; start it by bin/start");
                return 2;
            }
            try (FrameChannel connection = node.get()) {
                return run(connection, command);
            }
        } catch (IllegalArgumentException | IOException e) {
            err.println("client: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return 1;
        }
    }

    private int run(FrameChannel node, String command) throws IOException, InterruptedException {
        CommandRun commands = new CommandRun(node, out, err);
        if (!command.isBlank()) {
            return commands.run(command);
        }
        Optional<Tty> tty = Tty.atStandardInput();
        return tty.isPresent()
                ? new TerminalRun(node, tty.get(), terminal).run(in, out)
                : commands.runLines(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }
}

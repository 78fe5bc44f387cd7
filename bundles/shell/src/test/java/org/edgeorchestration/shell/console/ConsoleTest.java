// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.shell.wire.Frame;
import org.edgeorchestration.shell.wire.Frame.Kind;
import org.edgeorchestration.shell.wire.FrameChannel;
import org.edgeorchestration.shell.wire.Signpost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsoleTest {
    private final RealThreads threads = new RealThreads();
    private final FakeSessions sessions = new FakeSessions();
    private final Path state;
    private final ConsoleSocket console;

    ConsoleTest(@TempDir Path state) throws IOException {
        this.state = state;
        this.console = console(state);
    }

    private ConsoleSocket console(Path directory) throws IOException {
        return new ConsoleSocket(List.of(Signpost.in(directory)), directory, threads, sessions);
    }

    @AfterEach
    void close() throws IOException {
        console.close();
        threads.close();
    }

    private FrameChannel connect() throws IOException {
        return connect(Signpost.in(state).target().orElseThrow());
    }

    private static FrameChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new FrameChannel(channel);
    }

    /** Everything of that kind up to the next {@code EXIT}, and that one's code. */
    private static String heard(FrameChannel client, Kind kind) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (true) {
            Frame frame = client.receive().orElseThrow();
            if (frame.kind() == Kind.EXIT) {
                return heard.append('=').append(frame.exitCode()).toString();
            }
            heard.append(frame.kind() == kind ? frame.text() : "");
        }
    }

    private static void hearUntil(FrameChannel client, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().contains(text)) {
            heard.append(client.receive().orElseThrow().text());
        }
    }

    @Test
    void runsCommandsAndTellsTheirExitCodes() throws IOException {
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.COMMAND, "echo äöü"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualToNormalizingNewlines("äöü\n=0");
            client.send(Frame.of(Kind.COMMAND, "both"));
            assertThat(heard(client, Kind.ERROR)).isEqualTo("to err=0");
            client.send(Frame.of(Kind.COMMAND, "return an answer"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualToNormalizingNewlines("an answer\n=0");
            client.send(Frame.of(Kind.COMMAND, "code 3"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualTo("=3");
            client.send(Frame.of(Kind.COMMAND, "nonsense"));
            assertThat(heard(client, Kind.ERROR))
                    .isEqualToNormalizingNewlines("Error: Command not found: nonsense\n=1");
        }
    }

    @Test
    void bringsLargeOutputWhole() throws IOException {
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.COMMAND, "large"));
            assertThat(heard(client, Kind.OUTPUT)).hasSize(1_000_002).endsWith("xx=0");
        }
    }

    @Test
    void actsAsKarafsAdministrator() throws IOException {
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.COMMAND, "roles"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualTo("[admin, manager, systembundles, viewer]=0");
        }
    }

    @Test
    void endsWhatRunsForAClientThatGoes() throws Exception {
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.COMMAND, "block"));
            assertThat(sessions.blocked.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(sessions.released.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sessions.closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void freesTheRoomOfClientsThatGo() throws IOException {
        for (int i = 0; i < 3 * ConsoleSocket.MOST_CLIENTS; i++) {
            Optional<String> answer = Optional.empty();
            while (answer.isEmpty() || answer.get().startsWith("Error: 8 consoles")) {
                answer = Optional.of(ask("echo hello"));
            }
            assertThat(answer.get()).isEqualToNormalizingNewlines("hello\n=0");
        }
    }

    private String ask(String command) throws IOException {
        try (FrameChannel client = connect()) {
            client.offer(Frame.of(Kind.COMMAND, command)); // it may have been turned away by now
            StringBuilder heard = new StringBuilder();
            while (true) {
                Frame frame = client.receive().orElseThrow();
                if (frame.kind() == Kind.EXIT) {
                    return heard.append('=').append(frame.exitCode()).toString();
                }
                heard.append(frame.text());
            }
        }
    }

    @Test
    void turnsTooManyAway() throws IOException {
        List<FrameChannel> clients = new ArrayList<>();
        for (int i = 0; i < ConsoleSocket.MOST_CLIENTS; i++) {
            FrameChannel client = connect();
            clients.add(client);
            client.send(Frame.of(Kind.COMMAND, "echo here"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualToNormalizingNewlines("here\n=0");
        }
        try (FrameChannel oneMore = connect()) {
            assertThat(heard(oneMore, Kind.ERROR))
                    .startsWith("Error: 8 consoles are open already")
                    .endsWith("=1");
        }
        for (FrameChannel client : clients) {
            client.close();
        }
    }

    @Test
    void givesATerminalASession() throws IOException {
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.TERMINAL, "xterm 100 30"));
            hearUntil(client, "welcome to xterm");
            client.send(Frame.of(Kind.INPUT, "hello\r"));
            hearUntil(client, "HELLO at 100x30\r\n");
            client.send(Frame.of(Kind.WINDOW, "120 0"));
            client.send(Frame.of(Kind.INPUT, "again\r"));
            hearUntil(client, "AGAIN at 120x24");
            client.send(Frame.of(Kind.INPUT, "exit\r"));
            assertThat(heard(client, Kind.OUTPUT)).endsWith("=0");
        }
    }

    @Test
    void tellsATerminalItDoesNotUnderstand() throws IOException {
        for (String description : List.of("", "xterm", "x/../y 80 24", "xterm 80 x", "xterm -1 24")) {
            try (FrameChannel client = connect()) {
                client.send(Frame.of(Kind.TERMINAL, description));
                assertThat(heard(client, Kind.ERROR))
                        .startsWith("Error: the console could not be opened: not a")
                        .endsWith("=1");
            }
        }
    }

    @Test
    void hangsUpOnWhoDoesNotKeepToTheLanguage() throws IOException {
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.INPUT, "too early"));
            assertThat(client.receive().map(Frame::text))
                    .hasValueSatisfying(text -> assertThat(text).contains("the first message is INPUT"));
        }
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.COMMAND, "block"));
            client.send(Frame.of(Kind.COMMAND, "echo at once"));
            assertHungUp(client);
        }
        try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            raw.connect(UnixDomainSocketAddress.of(Signpost.in(state).target().orElseThrow()));
            raw.write(StandardCharsets.UTF_8.encode("GET / HTTP/1.1\r\n\r\n"));
            assertHungUp(new FrameChannel(raw));
        }
    }

    /** The end comes as an end, or as a reset where something was left unread; the last words of what ran may come before. */
    private static void assertHungUp(FrameChannel client) throws IOException {
        try {
            for (Optional<Frame> last = client.receive(); last.isPresent(); last = client.receive()) {
                assertThat(last.get().text()).doesNotContain("at once");
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void letsNobodyElseIn() throws IOException {
        Path socket = Signpost.in(state).target().orElseThrow();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.resolveSibling("."))))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesNothingBehindAndComesBackAfterACrash() throws IOException {
        Path socket = Signpost.in(state).target().orElseThrow();
        console.close();
        assertThat(state).isEmptyDirectory();
        Files.createDirectories(state.resolve("console"));
        Files.writeString(socket, "left by a node that was killed");
        ConsoleSocket next = console(state);
        try (FrameChannel client = connect()) {
            client.send(Frame.of(Kind.COMMAND, "echo back"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualToNormalizingNewlines("back\n=0");
        }
        next.close();
    }

    @Test
    void findsAnotherPlaceWhereThePathIsTooLongForASocket() throws IOException {
        Path deep = Files.createDirectories(state.resolve("d".repeat(60)).resolve("e".repeat(60)));
        ConsoleSocket elsewhere = console(deep);
        Path socket = Signpost.in(deep).target().orElseThrow();
        assertThat(socket.toString().length()).isLessThan(100);
        try (FrameChannel client = connect(socket)) {
            client.send(Frame.of(Kind.COMMAND, "echo here"));
            assertThat(heard(client, Kind.OUTPUT)).isEqualToNormalizingNewlines("here\n=0");
        }
        elsewhere.close();
        assertThat(socket.getParent()).doesNotExist();
    }
}

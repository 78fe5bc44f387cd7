// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.shell.console.FakeSessions;
import org.edgeorchestration.shell.console.RunningConsole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClientTest {
    private final RealThreads threads = new RealThreads();
    private final FakeSessions sessions = new FakeSessions();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path base;
    private InputStream in = InputStream.nullInputStream();

    ClientTest(@TempDir Path base) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("data"));
        environment.put("EDGE_STATE", base.resolve("data").toString());
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    private RunningConsole node() throws IOException {
        return new RunningConsole(base.resolve("data"), threads, sessions);
    }

    private int client(String... args) throws InterruptedException {
        NodeFinder nodes = new NodeFinder(environment, base.toString(), null);
        return new Client(nodes, "dumb", in, printTo(out), printTo(err)).run(args);
    }

    private static PrintStream printTo(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void runsACommand() throws Exception {
        try (RunningConsole node = node()) {
            assertThat(client("-u", "karaf", "echo", "hello", "wörld")).isZero();
            assertThat(printed()).isEqualToNormalizingNewlines("hello wörld\n");
            assertThat(client("both")).isZero();
            assertThat(errors()).isEqualTo("to err");
            assertThat(node.open()).isTrue();
        }
    }

    @Test
    void failsWhenACommandFails() throws Exception {
        try (RunningConsole node = node()) {
            assertThat(client("nonsense")).isEqualTo(1);
            assertThat(errors()).contains("Command not found: nonsense");
            assertThat(client("code", "3")).isEqualTo(3);
            assertThat(node.open()).isTrue();
        }
    }

    @Test
    void runsTheCommandsOfAFile() throws Exception {
        Path file = Files.writeString(base.resolve("script"), "echo from a file");
        try (RunningConsole node = node()) {
            assertThat(client("-f", file.toString())).isZero();
            assertThat(printed()).contains("from a file");
            assertThat(client("-f", base.resolve("none").toString())).isEqualTo(1);
            assertThat(errors()).contains("none");
            assertThat(node.open()).isTrue();
        }
    }

    @Test
    void runsTheLinesOfStandardInputUntilOneFails() throws Exception {
        in = new ByteArrayInputStream("echo one\n\necho two\nnonsense\necho three\n".getBytes(StandardCharsets.UTF_8));
        try (RunningConsole node = node()) {
            assertThat(client()).isEqualTo(1);
            assertThat(printed()).isEqualToNormalizingNewlines("one\ntwo\n");
            assertThat(sessions.commands).containsExactly("echo one", "echo two", "nonsense");
            assertThat(node.open()).isTrue();
        }
    }

    @Test
    void saysThatNoNodeRuns() throws Exception {
        assertThat(client("-r", "2", "-d", "0", "echo", "x")).isEqualTo(2);
        assertThat(errors()).contains("start it by bin/start");
        node().close();
        assertThat(client("echo", "x")).isEqualTo(2);
    }

    @Test
    void waitsForTheNode() throws Exception {
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return client("-r", "2000000000", "-d", "0", "echo", "x");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (RunningConsole node = node()) {
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(node.open()).isTrue();
        }
    }

    @Test
    void findsTheNodeByItsDistributionAlone() throws Exception {
        environment.clear();
        try (RunningConsole node = node()) {
            assertThat(client("echo", "x")).isZero();
            assertThat(node.open()).isTrue();
        }
    }

    @Test
    void showsWhyItIsTurnedAway() throws Exception {
        try (RunningConsole node = node()) {
            node.fill();
            for (int i = 0; i < 20; i++) {
                err.reset();
                assertThat(client("echo", "x")).isEqualTo(1);
                assertThat(errors()).contains("8 consoles are open already");
            }
        }
    }

    @Test
    void saysWhenTheNodeGoesAway() throws Exception {
        RunningConsole node = node();
        CompletableFuture<Integer> blocked = CompletableFuture.supplyAsync(() -> {
            try {
                return client("block");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(sessions.blocked.await(20, TimeUnit.SECONDS)).isTrue();
        node.close();
        assertThat(blocked.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(errors()).isNotBlank();
    }

    @Test
    void tellsHowItIsUsed() throws Exception {
        assertThat(client("--help")).isZero();
        assertThat(printed()).contains("Exit code: 0 all went well");
        assertThat(client("-x")).isEqualTo(1);
        assertThat(errors()).contains("unknown option -x");
    }
}

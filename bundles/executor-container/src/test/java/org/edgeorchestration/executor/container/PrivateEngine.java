// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Docker engine of a test's own, to be killed and started again; needs {@code dockerd} and root. */
final class PrivateEngine implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private @Nullable Process daemon;

    /** Starts an engine without network bridges, and copies busybox into it from the test's other engine. */
    PrivateEngine() throws IOException {
        String other = TestEngine.host();
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dockerd")), "skipped: there is no dockerd on this machine");
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: an engine of its own needs root");
        // socket names have at most 108 characters, so the folder's name is short
        folder = Files.createTempDirectory("edge");
        start();
        sh("docker -H " + other + " save busybox:latest | docker -H " + host() + " load");
    }

    String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of("dockerd", "--data-root", folder + "/data", "--exec-root"));
        command.addAll(List.of(folder + "/exec", "-p", folder + "/engine.pid", "-H", host()));
        command.addAll(List.of("--bridge=none", "--iptables=false", "--ip6tables=false", "--log-level=error"));
        daemon = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        EnginePing ping = new EnginePing(new EngineAddress(URI.create(host())), false, System::nanoTime);
        Eventually.holds(() -> answers(ping), () -> "dockerd did not start; see " + folder.resolve("log"));
    }

    private static boolean answers(EnginePing ping) {
        try {
            ping.ping();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the engine as a crash would, with its containerd; their pid files would keep the next ones from starting. */
    void kill() throws IOException {
        Process process = Objects.requireNonNull(daemon);
        process.destroyForcibly();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        String containerd = folder + "/exec/containerd/containerd.pid";
        sh("kill -9 $(cat " + containerd + ") 2>/dev/null; rm -f " + containerd + " " + folder + "/engine.pid");
    }

    /** Stops or continues the engine in its tracks. */
    void signal(String name) throws IOException {
        sh("kill -" + name + " " + Objects.requireNonNull(daemon).pid());
    }

    String docker(String words) {
        try {
            return sh("docker -H " + host() + " " + words);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        docker("ps -aq | xargs -r docker -H " + host() + " rm -f");
        Process process = Objects.requireNonNull(daemon);
        process.destroy();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        sh("grep -o '" + folder + "[^ ]*' /proc/mounts | sort -r | xargs -r umount -l; rm -rf " + folder);
    }

    private static String sh(String script) throws IOException {
        Process process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit().join();
        return output.strip();
    }
}

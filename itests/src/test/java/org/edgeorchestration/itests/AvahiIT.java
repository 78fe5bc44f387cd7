// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host with avahi, the usual responder of Linux: it sees our nodes as any service of the network. */
@NeedsLab({"avahi-daemon", "avahi-browse", "dbus-daemon"})
class AvahiIT {

    private static final Duration SEEN_WITHIN = Duration.ofMinutes(2);

    /** Anybody on a bus of its own may do anything. */
    private static final String BUS =
            """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path=%1$s/bus</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """;

    @Test
    void avahiBrowsesAndResolvesOurNode(@TempDir Path directory) throws Exception {
        Path key = Fleet.keyFile(directory.resolve("key"), "key");
        Path bus = Files.writeString(directory.resolve("bus.conf"), BUS.formatted(directory));
        Files.createFile(directory.resolve("avahi.conf"));
        try (Lab lab = Lab.up(2);
                LabNode node = LabNode.started(
                        lab.host(1), directory, key, new Ledger(directory.resolve("ledger")), Map.of())) {
            // Ended with the lab: whatever runs on its hosts is.
            start(lab.host(2), directory, "dbus-daemon --nofork --config-file=" + bus);
            Await.until("the bus", SEEN_WITHIN, () -> Files.exists(directory.resolve("bus")), () -> said(directory));
            start(
                    lab.host(2),
                    directory,
                    "avahi-daemon --no-drop-root --no-chroot --no-rlimits --file=" + directory + "/avahi.conf");
            node.awaitAnswer();

            String line = Await.value(
                    "our node, resolved",
                    SEEN_WITHIN,
                    () -> resolved(lab.host(2), directory, node),
                    () -> browsed(lab.host(2), directory) + said(directory) + node.log());

            assertThat(line)
                    .contains(";" + node.host().address() + ";", "\"ExecType=native\"", "\"ledger\"")
                    .contains(";56002;");
            assertThat(node.complaint()).isEmpty();
        }
    }

    private static void start(LabHost host, Path directory, String words) throws Exception {
        // A mount of its own hides the machine's /run, where a running avahi would be in the way.
        List<String> command = new ArrayList<>(host.wrapper());
        command.addAll(List.of("unshare", "--mount", "sh", "-c"));
        command.add("mount -t tmpfs tmpfs /run/avahi-daemon 2>/dev/null || mkdir -p /run/avahi-daemon; exec " + words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("avahi.log").toFile()));
        builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + directory + "/bus");
        builder.start();
    }

    /** The line that tells where a node's service is; avahi prints one a service, its fields divided by semicolons. */
    private static Optional<String> resolved(LabHost host, Path directory, LabNode node) {
        return Arrays.stream(browsed(host, directory).split("\n", -1))
                .filter(line -> line.startsWith("=;") && line.contains(";IPv4;") && line.contains(node.id()))
                .filter(line -> line.contains("\"" + Ledger.NAME + "\"")) // it has looked for what is installed by now
                .findFirst();
    }

    private static String browsed(LabHost host, Path directory) {
        String bus = "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + directory + "/bus";
        return host.run("env", bus, "sh", "-c", "avahi-browse -rpt _orchestration._tcp 2>&1 || true");
    }

    /** What the bus and avahi have said. */
    private static String said(Path directory) {
        try {
            return Files.readString(directory.resolve("avahi.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

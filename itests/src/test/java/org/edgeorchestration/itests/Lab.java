// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Several hosts on one switch, as {@code itests/lab/lab} makes them; this machine is one more, with the address .254. */
final class Lab implements AutoCloseable {

    private static final String SCRIPT = Path.of(System.getProperty("basedir", "."), "lab", "lab")
            .toAbsolutePath()
            .normalize()
            .toString();

    private final String network;

    private Lab(String network) {
        this.network = network;
    }

    /** Why no lab can be made here, or which of the programs is missing; empty where all is well. */
    static Optional<String> lacks(String... programs) {
        try {
            List<String> command = Stream.concat(Stream.of(SCRIPT, "check"), Stream.of(programs))
                    .toList();
            Process check =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return check.waitFor() == 0 ? Optional.empty() : Optional.of(said.strip());
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    static Lab up(int hosts) {
        run("up", Integer.toString(hosts));
        return new Lab(run("network"));
    }

    /** A command of the script, and what it printed. */
    static String run(String... words) {
        return Command.run(Stream.concat(Stream.of(SCRIPT), Stream.of(words)).toList())
                .strip();
    }

    /** The words that, before a command, have it run on that host. */
    static List<String> on(int host) {
        return List.of(SCRIPT, "on", Integer.toString(host));
    }

    LabHost host(int number) {
        return new LabHost(this, number);
    }

    /** The network's first three numbers. */
    String network() {
        return network;
    }

    /** Where hosts reach this machine. */
    String here() {
        return network + ".254";
    }

    void split(String some, String others) {
        run("split", some, others);
    }

    void heal() {
        run("heal");
    }

    /** How many packets of multicast DNS have passed the switch since it was made. */
    long packets() {
        return Long.parseLong(run("packets"));
    }

    @Override
    public void close() {
        run("down");
    }
}

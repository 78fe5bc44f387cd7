// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A service that writes down that it ran, and where: one file for all hosts of a lab, which share this machine's disk. So a test sees what
 * really ran, whatever the nodes say.
 */
final class Ledger {

    /** The usual name. */
    static final String NAME = "ledger";

    private static final Duration ENTERED_WITHIN = Duration.ofMinutes(1);

    private final Path file;

    Ledger(Path file) {
        this.file = file;
    }

    /** @param state of the node that gets it under its usual name */
    void installFor(LabHost host, Path state) throws IOException {
        installFor(host, state, NAME);
    }

    /** @param name that the service gets on that node */
    void installFor(LabHost host, Path state, String name) throws IOException {
        Path app = Files.createDirectories(state.resolve("apps").resolve(name));
        Path program = Files.writeString(
                app.resolve(name),
                """
                #!/bin/sh
                echo "$1 %s" >>%s
                echo "entered $1"
                [ "$2" = 0 ] || sleep "$2"
                exit "$3"
                """
                        .formatted(host.number(), file));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                app.resolve(name + ".conf"),
                """
                [Version]
                ConfVersion=v0.0
                [ServiceInfo]
                ServiceName=%1$s
                ExecutableFileName=%1$s
                AllowedRequester=*
                ExecType=native
                """
                        .formatted(name));
    }

    /** Whether a node, as {@code GET …/nodes} shows it, has one under that name. */
    static boolean isAt(JsonNode node, String name) {
        return node.path("Services").toString().contains("\"" + name + "\"");
    }

    /**
     * A request for one entry, to be made on another node than the one that is asked.
     *
     * @param entry a word
     * @param lasts how long the service goes on after that
     * @param exit its exit status
     */
    static String elsewhere(String entry, Duration lasts, int exit, Optional<URI> callback) {
        return elsewhere(NAME, entry, lasts, exit, callback);
    }

    /** @param name of the service, on those nodes that have it */
    static String elsewhere(String name, String entry, Duration lasts, int exit, Optional<URI> callback) {
        ObjectNode request = (ObjectNode) Application.parse(anywhere(name, entry, lasts, exit, callback));
        return request.put("SelfSelection", "false").toString();
    }

    /** As above, and it may stay where it is asked for. */
    static String anywhere(String entry, Duration lasts, int exit, Optional<URI> callback) {
        return anywhere(NAME, entry, lasts, exit, callback);
    }

    private static String anywhere(String name, String entry, Duration lasts, int exit, Optional<URI> callback) {
        String seconds = Long.toString(lasts.toSeconds());
        return Application.request(name, "native", callback, name, entry, seconds, Integer.toString(exit));
    }

    /** The hosts on which each entry was made; one that was made twice has two. */
    Map<String, List<Integer>> entries() {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            // a line may be half written yet
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.groupingBy(
                            words -> words[0],
                            Collectors.mapping(words -> Integer.valueOf(words[1]), Collectors.toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an entry was made, once it was. */
    int host(String entry) {
        return Await.value(
                        "entry " + entry,
                        ENTERED_WITHIN,
                        () -> Optional.ofNullable(entries().get(entry)),
                        this::entries)
                .get(0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells when a command gives a container power over the whole machine, so that the node's log says so. */
final class Privileges {
    private static final Path VAR_RUN = Path.of("/var/run");

    private final Optional<Path> socket;

    /** @param engine whose unix socket is a key to the machine */
    Privileges(EngineAddress engine) {
        this.socket =
                engine.unix() ? Optional.of(Path.of(engine.uri().getPath()).normalize()) : Optional.empty();
    }

    /** What that power is, in words for the log; empty for most commands. */
    Optional<String> of(DockerRunCommand command) {
        if (command.options().set(DockerRunOption.PRIVILEGED)) {
            return Optional.of("is --privileged: what runs in it can do on this machine whatever root can");
        }
        return Stream.concat(
                        command.options().words(DockerRunOption.VOLUME).stream().map(word -> word.split(":", 2)[0]),
                        command.options().words(DockerRunOption.MOUNT).stream().map(Privileges::source))
                .filter(this::holdsSocket)
                .findFirst()
                .map(source -> "mounts " + source + ", which holds the engine's socket: what runs in it can start"
                        + " containers of its own with any power");
    }

    private boolean holdsSocket(String source) {
        return source.startsWith("/")
                && socket.filter(file -> file.startsWith(source)
                                || inRun(file).startsWith(inRun(Path.of(source).normalize())))
                        .isPresent();
    }

    /** The same place by its shorter name: /var/run is a link to /run on most systems. */
    private static Path inRun(Path path) {
        return path.startsWith(VAR_RUN) ? Path.of("/run").resolve(VAR_RUN.relativize(path)) : path;
    }

    private static String source(String mount) {
        try {
            return Csv.parse(mount).get("", "source", "src");
        } catch (BadCommand e) {
            return "";
        }
    }
}

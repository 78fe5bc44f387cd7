// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A small file {@code console.path} that tells where a node's console socket is. A node puts one into its state directory and one into
 * its distribution's data directory: whoever knows one of the two finds the console.
 *
 * @param file the file
 */
public record Signpost(Path file) {

    /** The signpost in that directory. */
    public static Signpost in(Path directory) {
        return new Signpost(directory.resolve("console.path"));
    }

    /** Points to that socket. */
    public void point(Path socket) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, socket.toString());
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The socket it points to; empty when there is no readable signpost here. */
    public Optional<Path> target() {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes it away. */
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}

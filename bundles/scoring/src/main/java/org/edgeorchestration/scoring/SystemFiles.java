// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The small text files under {@code /proc} and {@code /sys}. One thread at a time: all reading shares one buffer. */
final class SystemFiles {
    private static final int LONGEST = 1 << 16;

    private final Path root;
    private final byte[] buffer = new byte[LONGEST];

    /** @param root the file system's root; tests have their own */
    SystemFiles(Path root) {
        this.root = root;
    }

    /** The first {@code length} bytes of a file, or all where it is shorter. {@code length} is 64 KiB at most. */
    String head(String file, int length) throws IOException {
        try (InputStream stream = new FileInputStream(root.resolve(file).toFile())) {
            int read = stream.readNBytes(buffer, 0, length);
            return new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        }
    }

    /** A file, up to 64 KiB of it. */
    String text(String file) throws IOException {
        return head(file, LONGEST);
    }

    /** A file that need not exist, without white space at its ends. */
    Optional<String> find(String file) {
        if (!root.resolve(file).toFile().canRead()) {
            return Optional.empty(); // the usual case for most of them, and much cheaper than an exception
        }
        try {
            return Optional.of(text(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean exists(String file) {
        return Files.exists(root.resolve(file));
    }

    /** The names in a directory, sorted; none when there is no such directory. */
    List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(root.resolve(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

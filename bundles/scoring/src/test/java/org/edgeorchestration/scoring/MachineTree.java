// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The files of a machine, copied from {@code machines/<name>} so that a test can change them. */
final class MachineTree {
    private final Path root;

    MachineTree(Path root) {
        this.root = root;
    }

    /** A copy in {@code folder} of the machine with that name. */
    static MachineTree copy(String name, Path folder) throws IOException {
        Path original = Path.of("src/test/resources/machines", name);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return new MachineTree(folder);
    }

    SystemFiles files() {
        return new SystemFiles(root);
    }

    Path root() {
        return root;
    }

    /** Writes one file. */
    MachineTree write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent() == null ? root : path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String file) {
        try {
            Files.delete(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the counters of all processors together. */
    MachineTree ticks(long busy, long idle) {
        return write("proc/stat", "cpu  " + busy + " 0 0 " + idle + " 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\n");
    }
}

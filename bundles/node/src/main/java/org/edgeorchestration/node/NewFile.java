// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that are either not there or whole. */
final class NewFile {

    private NewFile() {}

    /**
     * Writes a file that does not exist yet, with its directories. Others see it whole or not at all, and with its final
     * permissions from the first byte on; it is on the disk when this returns.
     *
     * @param permissions as {@code ls -l} shows them, such as {@code rw-------}
     * @throws java.nio.file.FileAlreadyExistsException when it is there already
     * @throws IOException when it cannot be written
     */
    static void write(Path file, String text, String permissions) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft); // of a start that was cut short
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        try {
            fill(draft, text, mode);
            Files.move(draft, file); // a rename that fails when the name is taken
        } finally {
            Files.deleteIfExists(draft); // also where the disk was full
        }
    }

    private static void fill(Path draft, String text, FileAttribute<Set<PosixFilePermission>> mode) throws IOException {
        try (FileChannel out = FileChannel.open(draft, Set.of(CREATE_NEW, WRITE), mode)) {
            // The process's mask may have taken bits away.
            Files.setPosixFilePermissions(draft, mode.value());
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }
}

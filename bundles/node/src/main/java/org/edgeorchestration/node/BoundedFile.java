// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that must be small. */
final class BoundedFile {

    private BoundedFile() {}

    /**
     * All bytes of a file.
     *
     * @throws IOException when it is not a regular file (a pipe would block for ever), cannot be read or is larger than
     *     {@code limit} bytes; the message names it
     */
    static byte[] bytes(Path file, int limit) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a regular file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e, e);
        }
        if (bytes.length > limit) {
            throw new IOException(file + " is larger than " + limit + " bytes");
        }
        return bytes;
    }

    /** The same as text; bytes that are not UTF-8 become replacement characters. */
    static String text(Path file, int limit) throws IOException {
        return new String(bytes(file, limit), StandardCharsets.UTF_8);
    }
}

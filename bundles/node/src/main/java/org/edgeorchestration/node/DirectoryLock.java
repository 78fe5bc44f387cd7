// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second node out of a directory. The operating system lets go of the lock when this process ends, however it ends;
 * the file {@code node.lock} stays.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IOException when somebody else holds the directory, or when it cannot be written */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(file) == null) {
                throw new IOException("another node uses the state directory " + directory
                        + "; stop it, or give this node a directory of its own by EDGE_STATE");
            }
            return new DirectoryLock(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process: two nodes in one framework
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

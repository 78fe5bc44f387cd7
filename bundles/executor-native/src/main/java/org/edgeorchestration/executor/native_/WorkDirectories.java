// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The working directories of the executions: {@code <id>} under one root, fresh for each, mode 0700, removed when it
 * ended.
 */
final class WorkDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectories.class);

    private final Path root;
    private final long leastFree;
    private volatile boolean doubtful;

    /** @param leastFree how many bytes must be free on the root's disk for one more execution */
    WorkDirectories(Path root, long leastFree) {
        this.root = root;
        this.leastFree = leastFree;
    }

    /** Where they are in a node's state. */
    static Path of(LocalNode node) {
        return node.state().resolve("work");
    }

    Path create(ExecutionId id) throws IOException {
        try {
            Files.createDirectories(root);
            return Files.createDirectory(
                    root.resolve(id.value()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            doubtful = true;
            throw e;
        }
    }

    /** Why an execution could have no directory now, as far as a look at the disk tells; empty when it could. */
    Optional<String> obstacle() {
        try {
            if (!Files.isDirectory(root)) { // so that making it does not fail, by an exception, at every look
                Files.createDirectories(root);
            }
            if (doubtful) {
                // Free bytes are not all that it takes. Tried only where it has failed: a look should not write.
                Files.delete(Files.createTempDirectory(root, "trial-"));
                doubtful = false;
            }
        } catch (IOException e) {
            return Optional.of("no working directory can be made: " + e);
        }
        return shortage();
    }

    /** That the disk is full, in words; empty when it is not. */
    Optional<String> shortage() {
        File disk = root.toFile();
        long free = disk.getUsableSpace();
        boolean known = disk.getTotalSpace() > 0; // some file systems do not tell
        return known && free < leastFree
                ? Optional.of("only " + free + " bytes are free on the disk of " + root)
                : Optional.empty();
    }

    /** Removes a directory and all in it; links are removed, not followed. A failure is logged. */
    void remove(Path directory) {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException e) {
            LOG.warn("the working directory {} cannot be removed", directory, e);
        }
    }

    /** What an earlier life of this node left behind. */
    List<Leftover> leftovers(Ticker ticker) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .map(directory -> new Leftover(directory, this, ticker))
                    .toList();
        } catch (IOException e) {
            LOG.warn("what an earlier life left in {} cannot be listed", root, e);
            return List.of();
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}

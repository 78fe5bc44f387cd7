// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where this node keeps what outlives it, held for this node alone: {@code EDGE_STATE}, else {@code /var/edge-orchestration}
 * where that is writable, else {@code edge/} in the distribution.
 */
final class StateDirectory implements Closeable {
    private static final String DEFAULT = "var/edge-orchestration";

    private final Path path;
    private final DirectoryLock lock;

    /** @throws IOException when there is no writable directory, or when another node uses it; the message says what to do */
    StateDirectory(Environment environment) throws IOException {
        this.path = choose(environment).toRealPath();
        this.lock = DirectoryLock.take(path);
    }

    /** The directory: absolute, existing, writable. */
    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static Path choose(Environment environment) throws IOException {
        Optional<Path> wish = environment.path("EDGE_STATE");
        List<Path> candidates = wish.map(List::of)
                .orElseGet(() -> List.of(
                        environment.system(DEFAULT), environment.karafBase().resolve("edge")));
        for (Path candidate : candidates) {
            if (writable(candidate)) {
                return Files.createDirectories(candidate);
            }
        }
        throw new IOException(
                wish.isPresent()
                        ? "EDGE_STATE names " + wish.get() + ", which is not a directory that this user can write to"
                        : "no place for this node's state: neither " + candidates.get(0) + " nor " + candidates.get(1)
                                + " is writable; set EDGE_STATE to a directory that this user can write to");
    }

    /** Whether that is a writable directory, or can become one. */
    static boolean writable(Path directory) {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isDirectory(there) && Files.isWritable(there);
    }
}

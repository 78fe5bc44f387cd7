// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the fleet's shared key is kept. One service per framework, from the bundle {@code node}; any thread.
 */
public interface KeyStore {

    /** The key this node started with; empty when it found no key file and therefore runs alone. */
    Optional<SharedKey> key();

    /** The file the key came from, or, without a key, the file that {@link #create()} would write. */
    Path file();

    /**
     * Writes a strong key (256 random bits, in text so that it can be copied by hand) to {@link #file()}, mode 0600. The
     * node uses it from its next start on. Blocks on the disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a key file already: a key is never overwritten
     * @throws IOException when the file cannot be written; the message names it
     */
    Path create() throws IOException;
}

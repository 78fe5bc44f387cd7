// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.edgeorchestration.api.node.KeyStore;

/** {@code edge:key-create}: makes the key of a new fleet. */
@Service
@Command(scope = "edge", name = "key-create", description = "Makes a strong key for a new fleet, in a file of its own")
@SuppressWarnings("NullAway.Init") // Karaf fills the fields
public final class KeyCreateCommand extends EdgeCommand {
    @Reference
    KeyStore keys;

    @Override
    void run(PrintStream out) throws Exception {
        Path file;
        try {
            file = keys.create();
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(
                    "there is a key in " + keys.file() + " already; to replace it, move that file away first", e);
        }
        out.println("A new key is in " + file);
        out.println("Copy that file to every node of your fleet, over a way you trust, and start this node again.");
    }
}

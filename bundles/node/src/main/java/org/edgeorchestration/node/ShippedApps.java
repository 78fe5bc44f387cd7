// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The example services that come with the distribution.
 *
 * @param source where they lie; need not exist
 */
record ShippedApps(Path source) {

    /** Copies them, permissions included, to {@code apps}, unless that is there already: what an administrator removed stays so. */
    void installTo(Path apps) throws IOException {
        if (Files.exists(apps)) {
            return;
        }
        // Under another name first: a start cut short must not leave half of them for good.
        Path draft = apps.resolveSibling("apps.new");
        remove(draft);
        Files.createDirectories(draft);
        for (Path from : tree(source)) {
            if (!from.equals(source)) {
                Files.copy(from, draft.resolve(source.relativize(from).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.move(draft, apps, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void remove(Path directory) throws IOException {
        List<Path> tree = tree(directory);
        for (int i = tree.size() - 1; i >= 0; i--) {
            Files.delete(tree.get(i));
        }
    }

    /** A directory with all that is in it, folders before their contents. */
    private static List<Path> tree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        }
    }
}

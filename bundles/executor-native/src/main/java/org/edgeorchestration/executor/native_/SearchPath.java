// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where programs named without a path are sought: the absolute directories of a {@code PATH}.
 *
 * @param directories in the order in which they are searched
 */
record SearchPath(List<Path> directories) {

    /** From the value of {@code PATH}; relative entries would depend on who asks and are left out. */
    static SearchPath of(String value) {
        return new SearchPath(Arrays.stream(value.split(":"))
                .flatMap(directory -> path(directory).stream())
                .filter(Path::isAbsolute)
                .toList());
    }

    /** The text as a path, if it can be one: without zero bytes, for example. */
    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The absolute path of an executable file; a relative path of several names is never found. Hangs as long as a disk does. */
    Optional<Path> find(Path program) {
        if (program.isAbsolute()) {
            return Optional.of(program).filter(SearchPath::runnable);
        }
        if (program.getNameCount() != 1 || program.toString().isEmpty()) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(SearchPath::runnable)
                .findFirst();
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    @Override
    public String toString() {
        return directories.stream().map(Path::toString).collect(Collectors.joining(":"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A machine under a temporary directory: a root file system, a distribution, environment variables. */
final class Machine {
    final Path root;
    final Path karafBase;
    private final Map<String, String> variables = new HashMap<>();

    Machine(Path directory) throws IOException {
        this.root = Files.createDirectories(directory.resolve("root"));
        this.karafBase = Files.createDirectories(directory.resolve("karaf"));
        Files.createDirectories(root.resolve("var"));
    }

    Machine with(String variable, Object value) {
        variables.put(variable, value.toString());
        return this;
    }

    /** A plain file where a directory is wanted: even root cannot write below it. */
    Machine without(String directory) throws IOException {
        Files.writeString(root.resolve(directory), "");
        return this;
    }

    Path write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolveSibling("x").getParent());
        return Files.writeString(path, text);
    }

    Environment environment() {
        return new Environment(variables, root, karafBase);
    }
}

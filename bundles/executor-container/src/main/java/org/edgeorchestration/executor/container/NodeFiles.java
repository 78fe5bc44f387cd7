// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a command may take from this node: the files named by {@code --env-file} and {@code --label-file}, and the few variables
 * of the node's own environment that its administrator allowed. Docker hands on any variable named without a value; there
 * the environment is the caller's own, here it is the node's and may hold secrets.
 */
final class NodeFiles {
    private static final int MAX_SIZE = 1 << 20;

    private final Set<String> inheritable;
    private final Function<String, Optional<String>> variables;

    /**
     * @param inheritable the variables that a command may hand on by name alone
     * @param variables the node's environment
     */
    NodeFiles(Set<String> inheritable, Function<String, Optional<String>> variables) {
        this.inheritable = Set.copyOf(inheritable);
        this.variables = variables;
    }

    /** Refuses a command that asks for a variable it may not have. */
    void check(DockerRunCommand command) throws BadCommand {
        inherited(command.options().words(DockerRunOption.ENV));
    }

    /** Variables with their values; those of an allowed name alone take the node's value, or vanish when it has none. */
    List<String> inherited(List<String> environment) throws BadCommand {
        List<String> complete = new ArrayList<>();
        for (String variable : environment) {
            if (variable.contains("=")) {
                complete.add(variable);
            } else if (inheritable.contains(variable)) {
                variables.apply(variable).ifPresent(value -> complete.add(variable + "=" + value));
            } else {
                throw new BadCommand(
                        "option --env: \"" + Value.shortened(variable) + "\" has no value: write NAME=value, or"
                                + " have the node's administrator list the name under environment.inherited");
            }
        }
        return complete;
    }

    /** The variables in a file: one {@code NAME=value} per line, {@code #} begins a comment. */
    List<String> environment(String file) throws BadCommand, IOException {
        List<String> lines = lines("--env-file", file);
        for (String line : lines) {
            // the line itself stays out of the message: it may be part of a file that was never meant to be read
            if (!line.contains("=") && !inheritable.contains(line)) {
                throw new BadCommand("option --env-file: a line of " + file + " is not of the form NAME=value");
            }
        }
        return inherited(lines);
    }

    /** The labels in a file: one {@code name=value} per line, {@code #} begins a comment. */
    Map<String, String> labels(String file) throws BadCommand, IOException {
        List<String> lines = lines("--label-file", file);
        return lines.isEmpty() ? Map.of() : Value.LABELS.parser().parse(lines);
    }

    private static List<String> lines(String option, String file) throws BadCommand, IOException {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw new BadCommand("option " + option + ": \"" + Value.shortened(file) + "\" is not the name of a file");
        }
        // a pipe or a device could block for ever or never end
        if (!Files.isRegularFile(path)) {
            throw new BadCommand("option " + option + ": there is no file " + path + " on this node");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new BadCommand("option " + option + ": " + path + " is larger than " + MAX_SIZE + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::stripLeading)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}

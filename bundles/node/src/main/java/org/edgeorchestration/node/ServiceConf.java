// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.node.ExecutionType;

/**
 * Reads the {@code .conf} file of an installed service (specification, section 6.4). Whether its program may run is for the
 * executor to say, whose configuration knows.
 */
final class ServiceConf {
    private static final String SECTION = "ServiceInfo";
    private static final int LONGEST_FILE = 65_536;
    private static final int LONGEST_NAME = 256;

    /** What became of reading a file. */
    sealed interface Reading {

        /**
         * It describes a service.
         *
         * @param service the service
         */
        record Valid(InstalledService service) implements Reading {}

        /**
         * It cannot be used.
         *
         * @param why what is wrong and what to do, a sentence for people
         */
        record Invalid(String why) implements Reading {}
    }

    private ServiceConf() {}

    /** Reads a file in the folder of a service; never throws. */
    static Reading read(Path file, Path folder) {
        try {
            return new Reading.Valid(parse(BoundedFile.text(file, LONGEST_FILE), folder));
        } catch (IOException | IllegalArgumentException e) {
            return new Reading.Invalid(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What a file's text says.
     *
     * @param folder where the file lies
     * @throws IllegalArgumentException when it cannot be used; the message says why
     */
    static InstalledService parse(String text, Path folder) {
        IniText ini = new IniText(text);
        List<String> command =
                ini.value(SECTION, "ExecCmd").map(ServiceConf::words).orElse(List.of());
        ExecutionType type =
                ini.value(SECTION, "ExecType").map(ExecutionType::new).orElse(ExecutionType.NATIVE);
        return new InstalledService(name(ini), type, executable(ini, type, command, folder), requesters(ini), command);
    }

    private static String name(IniText ini) {
        String name = ini.value(SECTION, "ServiceName")
                .orElseThrow(() -> new IllegalArgumentException("it has no ServiceName under [ServiceInfo]"));
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "its ServiceName is longer than " + LONGEST_NAME + " characters or holds control characters");
        }
        return name;
    }

    private static Optional<Path> executable(IniText ini, ExecutionType type, List<String> command, Path folder) {
        Optional<String> named = ini.value(SECTION, "ExecutableFileName");
        if (type.equals(ExecutionType.CONTAINER)) {
            return Optional.empty(); // the image brings its own
        }
        if (named.isEmpty() && type.equals(ExecutionType.NATIVE)) {
            named = Optional.of(command.stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "it names no program: add ExecutableFileName=… under [ServiceInfo]")));
        }
        return named.map(program -> locate(program, folder));
    }

    private static Path locate(String program, Path folder) {
        Path path;
        try {
            path = Path.of(program);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("its ExecutableFileName is not a file name", e);
        }
        if (path.getFileName() == null) {
            throw new IllegalArgumentException("its ExecutableFileName is not a file name");
        }
        Path inside = folder.toAbsolutePath().resolve(path).normalize();
        return program.contains("/") || Files.isRegularFile(inside) ? inside : path;
    }

    private static Set<String> requesters(IniText ini) {
        return ini.value(SECTION, "AllowedRequester").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(requester -> !requester.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(String command) {
        return Arrays.stream(command.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}

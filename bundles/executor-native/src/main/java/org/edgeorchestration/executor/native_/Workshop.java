// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.Ticker;

/**
 * What every execution needs to run.
 *
 * @param environment the variables of the programs
 * @param directories where they work
 * @param readers two threads for each execution
 * @param ticker measures how long an end takes
 * @param settings the graces
 */
record Workshop(
        ProgramEnvironment environment,
        WorkDirectories directories,
        Executor readers,
        Ticker ticker,
        Settings settings) {
    private static final File NOTHING = new File("/dev/null");

    /** Starts a process with an empty standard input. */
    Process launch(ExecutionId id, List<String> words, Path directory) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectInput(NOTHING);
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(environment.variables(id, directory));
        return builder.start();
    }

    Duration stopGrace() {
        return settings.stopGrace();
    }

    Duration outputGrace() {
        return settings.outputGrace();
    }
}

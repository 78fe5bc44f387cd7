// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edgeorchestration.api.execution.ExecutionId;

/**
 * The environment of the programs: what is configured and, for each execution, {@code HOME} and {@code TMPDIR} (its own
 * directory) and {@code EDGE_EXECUTION_ID}. Nothing else of the node's own environment, which may hold secrets.
 */
final class ProgramEnvironment {
    private final Map<String, String> configured;

    private ProgramEnvironment(Map<String, String> configured) {
        this.configured = configured;
    }

    /**
     * @param entries {@code NAME=value}, or {@code NAME} for the value of {@code own}, where it has one
     * @param own the node's environment
     */
    static ProgramEnvironment of(List<String> entries, Map<String, String> own) {
        Map<String, String> configured = new HashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals == 0) {
                throw new IllegalArgumentException(
                        "an entry of environment is NAME=value or NAME, but was '" + entry + "'");
            }
            if (equals > 0) {
                configured.put(entry.substring(0, equals), entry.substring(equals + 1));
            } else if (own.containsKey(entry)) {
                configured.put(entry, own.get(entry));
            }
        }
        return new ProgramEnvironment(Map.copyOf(configured));
    }

    /** Where programs are sought. */
    SearchPath searchPath() {
        return SearchPath.of(configured.getOrDefault("PATH", ""));
    }

    /** All variables of one execution. */
    Map<String, String> variables(ExecutionId id, Path directory) {
        Map<String, String> variables = new HashMap<>(configured);
        variables.putIfAbsent("HOME", directory.toString());
        variables.putIfAbsent("TMPDIR", directory.toString());
        variables.put(ExecutionMark.VARIABLE, id.value());
        return variables;
    }
}

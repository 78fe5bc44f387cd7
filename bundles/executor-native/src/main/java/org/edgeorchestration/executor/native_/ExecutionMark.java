// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.edgeorchestration.api.execution.ExecutionId;

/** The environment variable by which a process is known to belong to an execution, whoever its parent is. */
final class ExecutionMark {
    /** The variable's name; services may read it. */
    static final String VARIABLE = "EDGE_EXECUTION_ID";

    /** The kernel's own limit for environment and arguments is 2 MiB by default; a larger one ends unread. */
    private static final int LARGEST_ENVIRONMENT = 2 << 20;

    private final byte[] entry;

    ExecutionMark(ExecutionId id) {
        entry = (VARIABLE + "=" + id).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Whether the process with that directory under {@code /proc} carries the mark; not if it is gone or out of sight.
     */
    boolean on(Path process) {
        try (InputStream environment = Files.newInputStream(process.resolve("environ"))) {
            return isIn(environment.readNBytes(LARGEST_ENVIRONMENT));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether one of the entries, each ended by a zero byte, is the mark. */
    boolean isIn(byte[] environment) {
        int begin = 0;
        for (int end = 0; end < environment.length; end++) {
            if (environment[end] == 0) {
                if (Arrays.equals(environment, begin, end, entry, 0, entry.length)) {
                    return true;
                }
                begin = end + 1;
            }
        }
        return false;
    }
}

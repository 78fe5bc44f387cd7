// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.List;
import java.util.OptionalInt;
import org.edgeorchestration.api.execution.ExecutionStatus;

/** What the end of a container means for its execution. Pure. */
final class RunOutcome {
    private static final int KILLED = 137;
    private static final int SIGNALLED = 128;
    private static final int MOST_SIGNALS = 64;

    private RunOutcome() {}

    /**
     * @param state of a container that does not run
     * @param stopped whether its end was asked for
     * @param engineWasAway whether the engine was restarted in between, which ends containers too
     */
    static ExecutionStatus of(ContainerState state, DockerRunCommand command, boolean stopped, boolean engineWasAway) {
        if (stopped) {
            return new ExecutionStatus.Stopped(OptionalInt.of(state.exitCode()));
        }
        if (state.phase() == ContainerState.Phase.CREATED) {
            return new ExecutionStatus.Failed(OptionalInt.empty(), "the container did not start: " + state.error());
        }
        if (state.exitCode() == 0 && state.error().isEmpty()) {
            return new ExecutionStatus.Finished();
        }
        return new ExecutionStatus.Failed(OptionalInt.of(state.exitCode()), reason(state, command, engineWasAway));
    }

    private static String reason(ContainerState state, DockerRunCommand command, boolean engineWasAway) {
        String reason = "exit code " + state.exitCode() + signal(state.exitCode());
        if (state.outOfMemory() && state.exitCode() == KILLED) {
            reason = "killed: out of memory" + limit(command);
        } else if (state.outOfMemory()) {
            reason += "; the kernel killed a process of it: out of memory" + limit(command);
        }
        if (!state.error().isEmpty()) {
            reason += ": " + state.error();
        }
        return engineWasAway ? reason + "; the container engine was away in between" : reason;
    }

    /** Killed from outside, perhaps: the engine tells of a signal by the code only. */
    private static String signal(int exitCode) {
        int signal = exitCode - SIGNALLED;
        return signal > 0 && signal <= MOST_SIGNALS ? ", as after signal " + signal : "";
    }

    private static String limit(DockerRunCommand command) {
        List<String> limit = command.options().words(DockerRunOption.MEMORY);
        return limit.isEmpty() ? "" : " (limit " + limit.get(limit.size() - 1) + ")";
    }
}

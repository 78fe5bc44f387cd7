// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.executor.container.ContainerState.Phase;
import org.junit.jupiter.api.Test;

class RunOutcomeTest {
    private static ExecutionStatus outcome(int code, boolean outOfMemory, String error, boolean stopped, boolean away)
            throws BadCommand {
        return RunOutcome.of(
                new ContainerState("id", Phase.ENDED, code, outOfMemory, error, Map.of()),
                DockerRunCommand.parse(List.of("docker", "run", "-m", "64m", "x")),
                stopped,
                away);
    }

    @Test
    void followsTheExitCode() throws BadCommand {
        assertThat(outcome(0, false, "", false, true)).isEqualTo(new ExecutionStatus.Finished());
        assertThat(outcome(3, false, "", false, false))
                .isEqualTo(new ExecutionStatus.Failed(OptionalInt.of(3), "exit code 3"));
        assertThat(outcome(3, false, "", true, false)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.of(3)));
    }

    @Test
    void saysWhatElseHappened() throws BadCommand {
        assertThat(outcome(137, true, "", false, false).reason()).contains("killed: out of memory (limit 64m)");
        assertThat(outcome(1, true, "", false, false).reason())
                .contains("exit code 1; the kernel killed a process of it: out of memory (limit 64m)");
        assertThat(outcome(137, false, "", false, false).reason()).contains("exit code 137, as after signal 9");
        assertThat(outcome(193, false, "", false, false).reason()).contains("exit code 193");
        assertThat(outcome(255, false, "", false, true).reason())
                .contains("exit code 255; the container engine was away in between");
        assertThat(outcome(128, false, "no space left on device", false, false).reason())
                .contains("exit code 128: no space left on device");
    }

    @Test
    void hasNoExitCodeForWhatNeverStarted() throws BadCommand {
        ContainerState created = new ContainerState("id", Phase.CREATED, 0, false, "why", Map.of());
        assertThat(RunOutcome.of(created, DockerRunCommand.parse(List.of("docker", "run", "x")), false, false))
                .isEqualTo(new ExecutionStatus.Failed(OptionalInt.empty(), "the container did not start: why"));
    }
}

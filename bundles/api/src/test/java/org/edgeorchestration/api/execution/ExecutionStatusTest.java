// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExecutionStatusTest {
    @Test
    void speaksTheWordsOfTheInterface() {
        assertThat(new ExecutionStatus.Accepted().word()).isEqualTo("Accepted");
        assertThat(new ExecutionStatus.Pulling("1 of 2 layers").word()).isEqualTo("Pulling");
        assertThat(new ExecutionStatus.Started().word()).isEqualTo("Started");
        assertThat(new ExecutionStatus.Finished().word()).isEqualTo("Finished");
        assertThat(new ExecutionStatus.Failed(OptionalInt.of(3), "exit code 3").word())
                .isEqualTo("Failed");
        assertThat(new ExecutionStatus.Stopped(OptionalInt.empty()).word()).isEqualTo("Stopped");
        assertThat(new ExecutionStatus.Lost("the engine went away").word()).isEqualTo("Lost");
    }

    @Test
    void knowsWhatIsTerminal() {
        assertThat(new ExecutionStatus.Started().terminal()).isFalse();
        assertThat(new ExecutionStatus.Pulling("").terminal()).isFalse();
        assertThat(new ExecutionStatus.Stopped(OptionalInt.of(143)).terminal()).isTrue();
        assertThat(new ExecutionStatus.Lost("gone").terminal()).isTrue();
    }

    @Test
    void finishedMeansExitCodeZero() {
        assertThat(new ExecutionStatus.Finished().exitCode()).isEqualTo(OptionalInt.of(0));
    }
}

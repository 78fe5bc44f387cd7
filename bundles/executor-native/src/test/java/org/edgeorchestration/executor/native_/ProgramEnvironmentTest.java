// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.edgeorchestration.api.execution.ExecutionId;
import org.junit.jupiter.api.Test;

class ProgramEnvironmentTest {
    private static final Map<String, String> OWN = Map.of("TZ", "Europe/Vienna", "SECRET", "s3cret");

    @Test
    void holdsWhatIsConfiguredAndTheExecutionsOwn() {
        ProgramEnvironment environment = ProgramEnvironment.of(List.of("PATH=/bin", "TZ", "ABSENT", "A=b=c"), OWN);
        assertThat(environment.variables(new ExecutionId("id-1"), Path.of("/state/id-1")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PATH",
                        "/bin",
                        "TZ",
                        "Europe/Vienna",
                        "A",
                        "b=c",
                        "HOME",
                        "/state/id-1",
                        "TMPDIR",
                        "/state/id-1",
                        "EDGE_EXECUTION_ID",
                        "id-1"));
    }

    @Test
    void letsTheAdministratorChooseTheHome() {
        ProgramEnvironment environment = ProgramEnvironment.of(List.of("HOME=/srv"), OWN);
        assertThat(environment.variables(new ExecutionId("id-1"), Path.of("/work")))
                .containsEntry("HOME", "/srv");
    }

    @Test
    void refusesAValueWithoutAName() {
        assertThatThrownBy(() -> ProgramEnvironment.of(List.of("=x"), OWN)).hasMessageContaining("'=x'");
    }

    @Test
    void searchesOnlyAbsoluteDirectories() {
        assertThat(ProgramEnvironment.of(List.of("PATH=/a::.:b:/c"), OWN).searchPath())
                .hasToString("/a:/c");
        assertThat(ProgramEnvironment.of(List.of(), OWN).searchPath().directories())
                .isEmpty();
    }
}

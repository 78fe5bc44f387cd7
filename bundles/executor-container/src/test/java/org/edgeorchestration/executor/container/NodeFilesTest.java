// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
    private final Map<String, String> environment = Map.of("ALLOWED", "yes", "SECRET", "hush");
    private final NodeFiles files =
            new NodeFiles(Set.of("ALLOWED", "UNSET"), name -> Optional.ofNullable(environment.get(name)));

    @Test
    void handsOnOnlyTheVariablesThatItsAdministratorAllows() throws BadCommand {
        assertThat(files.inherited(List.of("A=b", "ALLOWED", "UNSET", "B=")))
                .containsExactly("A=b", "ALLOWED=yes", "B=");
        assertThatExceptionOfType(BadCommand.class)
                .isThrownBy(() -> files.inherited(List.of("SECRET")))
                .withMessageContaining("SECRET")
                .withMessageNotContaining("hush");
    }

    @Test
    void readsVariablesAndLabels(@TempDir Path folder) throws BadCommand, IOException {
        Path file = Files.writeString(folder.resolve("f"), "# comment\r\n\n  A=b c\r\nB=\n");
        assertThat(files.environment(file.toString())).containsExactly("A=b c", "B=");
        Files.writeString(file, "x=y\nz\n");
        assertThat(files.labels(file.toString())).isEqualTo(Map.of("x", "y", "z", ""));
    }

    @Test
    void keepsTheContentOfOtherFilesToItself(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "root:hash:1:2\n");
        assertThatExceptionOfType(BadCommand.class)
                .isThrownBy(() -> files.environment(file.toString()))
                .withMessageContaining(file.toString())
                .withMessageNotContaining("hash");
    }

    @Test
    void refusesWhatIsNoFileOrTooLarge(@TempDir Path folder) throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        for (String name : List.of("/dev/zero", folder.toString(), folder + "/absent", large.toString(), "\0")) {
            assertThatExceptionOfType(BadCommand.class)
                    .isThrownBy(() -> files.environment(name))
                    .withMessageStartingWith("option --env-file: ");
        }
    }
}

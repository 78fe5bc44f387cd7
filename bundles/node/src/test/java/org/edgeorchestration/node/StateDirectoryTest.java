// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    private final Path directory;
    private final Machine machine;

    StateDirectoryTest(@TempDir Path directory) throws IOException {
        this.directory = directory.toRealPath();
        this.machine = new Machine(this.directory);
    }

    private Path chosen() throws IOException {
        StateDirectory state = new StateDirectory(machine.environment());
        state.close();
        return state.path();
    }

    @Test
    void isTheGoProjectsWhereThatIsWritable() throws IOException {
        assertThat(chosen())
                .isEqualTo(machine.root.resolve("var/edge-orchestration"))
                .isDirectory();
    }

    @Test
    void liesInTheDistributionElsewhere() throws IOException {
        machine.without("var/edge-orchestration");
        assertThat(chosen()).isEqualTo(machine.karafBase.resolve("edge")).isDirectory();
    }

    @Test
    void isWhereTheEnvironmentSays() throws IOException {
        machine.with("EDGE_STATE", directory.resolve("mine/state"));
        assertThat(chosen()).isEqualTo(directory.resolve("mine/state")).isDirectory();
    }

    @Test
    void isTheDefaultWhenTheVariableIsBlank() throws IOException {
        machine.with("EDGE_STATE", " ");
        assertThat(chosen()).isEqualTo(machine.root.resolve("var/edge-orchestration"));
    }

    @Test
    void isNeverAnotherOneThanWasAskedFor() throws IOException {
        machine.without("taken").with("EDGE_STATE", machine.root.resolve("taken/state"));
        assertThatThrownBy(this::chosen)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("EDGE_STATE names")
                .hasMessageContaining("taken/state");
    }

    @Test
    void saysWhatToDoWhenNothingIsWritable() throws IOException {
        machine.without("var/edge-orchestration");
        Files.writeString(machine.karafBase.resolve("edge"), "");
        assertThatThrownBy(this::chosen)
                .hasMessageContaining("var/edge-orchestration")
                .hasMessageContaining("set EDGE_STATE");
    }

    @Test
    void belongsToOneNodeAtATime() throws IOException {
        StateDirectory first = new StateDirectory(machine.environment());
        assertThatThrownBy(this::chosen)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another node uses")
                .hasMessageContaining("EDGE_STATE");
        first.close();
        assertThat(chosen()).isEqualTo(first.path());
    }

    @Test
    void belongsToOneProcessAtATime() throws IOException, InterruptedException {
        Path state = chosen();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsLock.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('+');
            assertThatThrownBy(this::chosen).hasMessageContaining("another node uses");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(chosen()).isEqualTo(state);
    }

    /** Another process that holds a directory until it is killed. */
    static final class HoldsLock {
        private HoldsLock() {}

        public static void main(String[] args) throws IOException {
            try (DirectoryLock lock = DirectoryLock.take(Path.of(args[0]))) {
                System.out.print('+');
                System.out.flush();
                while (System.in.read() >= 0) {
                    assertThat(lock).isNotNull();
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdFileTest {
    private static final String ID = "80924bc5-afc8-4135-85c2-105bf9a5a5c4";

    private final Path directory;
    private final Path file;
    private final Path seed;

    DeviceIdFileTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        file = directory.resolve("state/device/orchestration_deviceID.txt");
        seed = directory.resolve("seed.txt");
        Files.createDirectories(directory.resolve("state/device"));
    }

    private NodeId id() throws IOException {
        return new DeviceIdFile(directory.resolve("state"), seed).readOrMake();
    }

    @Test
    void holdsARandomLowerCaseUuidWithoutNewlineFromTheFirstStartOn() throws IOException {
        Files.delete(directory.resolve("state/device"));
        NodeId first = id();
        assertThat(Files.readString(file))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(file.resolveSibling("orchestration_deviceID.txt.new")).doesNotExist();
        assertThat(first)
                .isEqualTo(NodeId.of(UUID.fromString(Files.readString(file))))
                .isEqualTo(id());
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, ID + "\n", " \t" + ID + "\r\n\r\n", "80924BC5-AFC8-4135-85C2-105BF9A5A5C4"})
    void isReadTrimmed(String content) throws IOException {
        Files.writeString(file, content);
        assertThat(id()).hasToString("edge-orchestration-" + ID);
    }

    @Test
    void mayLieWhereTheFirstReleaseKeptIt() throws IOException {
        Files.writeString(seed, ID + "\n");
        assertThat(id()).hasToString("edge-orchestration-" + ID);
        assertThat(file).doesNotExist();
    }

    @Test
    void countsFirstInTheStateDirectory() throws IOException {
        Files.writeString(seed, new UUID(7, 7).toString());
        Files.writeString(file, ID);
        assertThat(id()).hasToString("edge-orchestration-" + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gateway", "1-1-1-1-1", ID + " " + ID, "\0\1\2"})
    void isNeverReplacedWhenItHoldsSomethingElse(String garbage) throws IOException {
        Files.writeString(file, garbage);
        assertThatThrownBy(this::id)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("restore it, or remove it");
        assertThat(Files.readString(file)).isEqualTo(garbage);
    }

    @Test
    void isNotReadToTheEndWhenItHasNone() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertThatThrownBy(this::id).hasMessageContaining("not a regular file");
    }

    @Test
    void givesATemporaryIdWhereItCannotBeWritten() throws IOException {
        Files.delete(directory.resolve("state/device"));
        Files.writeString(directory.resolve("state/device"), "in the way");
        assertThat(id()).isNotEqualTo(id());
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.edgeorchestration.api.node.SharedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyStoreTest {
    private static final String EARLY = "etc/edge-orchestration/orchestration_userID.txt";
    private static final String LATE = "var/edge-orchestration/user/orchestration_userID.txt";

    private final Path directory;
    private final Machine machine;

    FileKeyStoreTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        machine = new Machine(directory);
    }

    private FileKeyStore store() throws IOException {
        return new FileKeyStore(machine.environment(), directory.resolve("state"));
    }

    private static SharedKey key(String text) {
        return new SharedKey(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheRawBytesOfTheFile() throws IOException {
        machine.write(LATE, "thisIsAuthenticationKey\n");
        assertThat(store().key()).contains(key("thisIsAuthenticationKey\n"));
        assertThat(store().file()).isEqualTo(machine.root.resolve(LATE));
    }

    @Test
    void readsTheFirstReleasesPlaceFirst() throws IOException {
        machine.write(EARLY, "early");
        machine.write(LATE, "late");
        assertThat(store().key()).contains(key("early"));
    }

    @Test
    void readsTheFileThatTheEnvironmentNamesAndNoOther() throws IOException {
        machine.write(EARLY, "early");
        Path mine = directory.resolve("mine/key");
        machine.with("EDGE_KEY_FILE", mine);
        assertThat(store().key()).isEmpty();
        assertThat(store().file()).isEqualTo(mine);
        assertThat(store().create()).isEqualTo(mine);
        assertThat(store().key()).isPresent();
    }

    @Test
    void readsTheStateDirectoryLast() throws IOException {
        machine.without("var/edge-orchestration");
        Path own = directory.resolve("state/user/orchestration_userID.txt");
        assertThat(store().file()).isEqualTo(own);
        assertThat(store().create()).isEqualTo(own);
        assertThat(store().key()).isPresent();
        machine.write(EARLY, "early");
        assertThat(store().key()).contains(key("early"));
    }

    @Test
    void makesAStrongKeyThatNobodyElseCanRead() throws IOException {
        FileKeyStore store = store();
        assertThat(store.key()).isEmpty();
        Path file = store.create();
        assertThat(file).isEqualTo(machine.root.resolve(LATE));
        assertThat(Files.readString(file)).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(store.key()).as("until the next start").isEmpty();
        assertThat(store().key()).contains(key(Files.readString(file)));
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        FileKeyStore store = store();
        String first = Files.readString(store.create());
        assertThatThrownBy(store::create).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(store()::create).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(store.file())).isEqualTo(first);
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        machine.write(EARLY, "");
        assertThatThrownBy(this::store)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(EARLY)
                .hasMessageContaining("is empty");
    }

    @Test
    void refusesAHugeFile() throws IOException {
        machine.write(EARLY, "x".repeat(65_536));
        assertThat(store().key()).isPresent();
        machine.write(EARLY, "x".repeat(65_537));
        assertThatThrownBy(this::store).isInstanceOf(IOException.class).hasMessageContaining("larger than 65536 bytes");
    }
}

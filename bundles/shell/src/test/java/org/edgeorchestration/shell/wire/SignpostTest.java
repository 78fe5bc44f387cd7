// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignpostTest {
    @Test
    void pointsUntilItIsTakenAway(@TempDir Path directory) throws IOException {
        Signpost signpost = Signpost.in(directory);
        assertThat(signpost.target()).isEmpty();
        signpost.point(Path.of("/old"));
        signpost.point(Path.of("/new/socket"));
        assertThat(signpost.target()).contains(Path.of("/new/socket"));
        signpost.remove();
        assertThat(signpost.target()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void pointsNowhereWhenItHoldsGarbage(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("console.path"), new byte[] {0, -1, -2});
        assertThat(Signpost.in(directory).target()).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.execution.ServiceExecutorContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class NativeExecutorContractTest extends ServiceExecutorContract {
    private final Bench bench;
    private final Path unstartable;

    NativeExecutorContractTest(@TempDir Path state) throws IOException {
        bench = Bench.open(state, Map.of());
        unstartable = Files.writeString(state.resolve("unstartable"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(unstartable, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Override
    protected ServiceExecutor executor() {
        return bench.executor();
    }

    @Override
    protected List<String> shell(String script) {
        return List.of("/bin/sh", "-c", script);
    }

    @Override
    protected List<String> unstartable() {
        return List.of(unstartable.toString());
    }
}

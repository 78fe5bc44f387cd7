// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.List;
import java.util.Objects;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.execution.ServiceExecutorContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerContractTest extends ServiceExecutorContract {
    private @Nullable Workbench bench;

    @BeforeAll
    void start() {
        bench = new Workbench(TestEngine.host());
    }

    @AfterAll
    void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    @Override
    protected ServiceExecutor executor() {
        return Objects.requireNonNull(bench).executor();
    }

    @Override
    protected List<String> shell(String script) {
        return List.of("docker", "run", "busybox", "sh", "-c", script);
    }

    @Override
    protected List<String> unstartable() {
        return List.of("docker", "run", "busybox", "/no/such/program");
    }
}

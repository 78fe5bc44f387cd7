// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;

/** An executor on a real engine, and Docker's own command line beside it to look at what became of the containers. */
final class Workbench implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final RealThreads threads = new RealThreads();
    private final CountDownLatch present = new CountDownLatch(1);
    private final String host;
    private final ContainerExecution execution;
    private volatile boolean presence;

    Workbench(String host, InstalledService... installed) {
        this(host, Map.of(), Duration.ofSeconds(20), installed);
    }

    Workbench(String host, Map<String, String> environment, Duration patience, InstalledService... installed) {
        this.host = host;
        Settings settings = new Settings(
                host,
                Duration.ofMillis(200),
                2,
                500,
                200,
                Duration.ofSeconds(50),
                Duration.ofSeconds(1),
                patience,
                Set.of("ALLOWED"));
        this.execution = new ContainerExecution(
                settings,
                new EngineEnvironment(name -> Optional.ofNullable(environment.get(name))),
                NodeId.of(new UUID(1, 1)),
                new FakeInstalledServices(List.of(installed)),
                threads,
                System::nanoTime,
                here -> {
                    presence = here;
                    if (here) {
                        present.countDown();
                    }
                });
        execution.begin();
    }

    ServiceExecutor executor() {
        try {
            if (!present.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("no engine answers at " + host);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return execution.executor();
    }

    /** Whether the executor is offered as a service now. */
    boolean present() {
        return presence;
    }

    /** As when its configuration is changed. */
    void retire(Runnable closed) {
        execution.retire(closed);
    }

    /** The engine itself. */
    ContainerEngine engine() {
        return execution.engine();
    }

    /** An execution under way. */
    record Running(ExecutionId id, Execution execution, RecordingObserver observer) {
        String container() {
            return "edge-" + id;
        }
    }

    Running start(String... command) {
        ExecutionOrder order = order(command);
        RecordingObserver observer = new RecordingObserver();
        return new Running(order.id(), executor().start(order, observer), observer);
    }

    static ExecutionOrder order(String... command) {
        return new ExecutionOrder(
                ExecutionId.random(), "service", ExecutionType.CONTAINER, List.of(command), Optional.empty());
    }

    /** Runs Docker's own command line and answers what it says. */
    String docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", host);
        try {
            Process process = builder.start();
            try (InputStream out = process.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException e) {
            throw new AssertionError("the docker command line is needed for this test", e);
        }
    }

    @Override
    public void close() {
        execution.close();
        threads.close();
    }
}

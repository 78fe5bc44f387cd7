// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.FakeInstalledServices;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.RealThreads;

/** An executor with real processes and threads, open to every program unless the test says otherwise. */
final class Bench implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int BUNDLE_STOPPED = 6;

    private final RealThreads threads = new RealThreads();
    private final FakeDisks disks = new FakeDisks(threads);
    private final FakeInstalledServices installed = new FakeInstalledServices();
    private final Path state;
    private final FakeLocalNode node;
    private final Map<String, Object> config;
    private final Predecessors predecessors;
    private NativeExecutor executor;

    private Bench(Path state, Map<String, Object> config) {
        this.state = state;
        this.node = new FakeLocalNode(state);
        this.config = config;
        this.predecessors = new Predecessors(node, threads, System::nanoTime);
        this.executor = successor();
    }

    private NativeExecutor successor() {
        return new NativeExecutor(Configs.with(config), node, installed, predecessors, disks, System::nanoTime);
    }

    /** As when its configuration is changed. */
    void reconfigure() {
        executor.close(NativeExecutor.CONFIGURATION_MODIFIED);
        executor = successor();
    }

    /** Every program runs, shells too. */
    static Bench open(Path state, Map<String, Object> config) {
        Map<String, Object> all = new HashMap<>(Map.of("unregistered_programs", "allow", "forbidden_executables", ""));
        all.putAll(config);
        return new Bench(state, all);
    }

    FakeDisks disks() {
        return disks;
    }

    /** Only registered programs run. */
    static Bench closed(Path state) {
        return new Bench(state, Map.of());
    }

    NativeExecutor executor() {
        return executor;
    }

    FakeInstalledServices installed() {
        return installed;
    }

    /** What was started, and what was heard of it. */
    record Run(ExecutionId id, Execution execution, RecordingObserver observer) {}

    Run shell(String script) {
        return run("test", "/bin/sh", "-c", script);
    }

    Run run(String service, String... command) {
        ExecutionOrder order = order(service, command);
        RecordingObserver observer = new RecordingObserver();
        return new Run(order.id(), executor.start(order, observer), observer);
    }

    static ExecutionOrder order(String service, String... command) {
        return new ExecutionOrder(
                ExecutionId.random(), service, ExecutionType.NATIVE, List.of(command), Optional.empty());
    }

    Path workDirectory(ExecutionId id) {
        return state.resolve("work").resolve(id.value());
    }

    /** Waits until {@code condition} holds. */
    static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(LIMIT);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Waits until the process whose number a script wrote into {@code file} has ended, as zombies have. */
    static void awaitEnd(Path file) {
        await("number in " + file, () -> !read(file).isBlank());
        Path stat = Path.of("/proc", read(file).strip(), "stat");
        await("end of " + stat, () -> read(stat).isEmpty() || read(stat).contains(") Z"));
    }

    /** Nothing when it is not there, or no more. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        executor.close(BUNDLE_STOPPED);
        predecessors.close();
        threads.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;

/** The executor with all that it needs: engine, watch, pools. One life; a change of configuration makes a new one. */
final class ContainerExecution implements AutoCloseable {
    private static final int STOPS_PARALLEL = 16;
    private static final int PULLS_PARALLEL = 64;
    private static final long TIDY_SECONDS = 3;

    private final EngineWatch watch;
    private final ContainerEngine engine;
    private final ContainerExecutor executor;
    private final ExecutorService starts;
    private final ExecutorService ends;
    private final ExecutorService stops;

    ContainerExecution(
            Settings settings,
            EngineEnvironment environment,
            NodeId node,
            InstalledServices installed,
            Threads threads,
            Ticker ticker,
            EngineWatch.Listener listener) {
        EngineAddress address = environment.address(settings.dockerHost());
        int endsParallel = Math.max(2, settings.startsParallel());
        ScheduledExecutorService clock = threads.scheduler("container-clock");
        starts = threads.pool("container-start", settings.startsParallel(), settings.startsQueue());
        // every run may have one task to settle and one removal waiting
        ends = threads.pool("container-end", endsParallel, 2 * settings.maxRuns());
        stops = threads.pool("container-stop", STOPS_PARALLEL, settings.maxRuns());
        NodeFiles files = new NodeFiles(settings.environmentInherited(), environment.variables());
        DockerClients clients = new DockerClients(
                address,
                environment,
                settings.startsParallel() + endsParallel + STOPS_PARALLEL,
                2 * settings.maxRuns() + PULLS_PARALLEL);
        engine = new DockerJavaEngine(clients, new CallDeadline(clock), files);
        watch = new EngineWatch(
                address,
                new EnginePing(address, environment.tls(), ticker),
                threads.pool("container-engine", 1, 1),
                clock,
                settings.pollInterval(),
                present -> engineIs(present, listener));
        RunWorkshop workshop = new RunWorkshop(
                engine,
                watch,
                new ImagePulls(engine, clock, ticker, settings.pullTimeout()),
                starts,
                ends,
                stops,
                clock,
                ticker,
                node,
                settings.enginePatience(),
                settings.stopTimeout());
        executor = new ContainerExecutor(workshop, installed, files, new Privileges(address), settings.maxRuns());
    }

    private void engineIs(boolean present, EngineWatch.Listener listener) {
        listener.present(present);
        if (!present) {
            executor.engineIsAway();
        }
    }

    void begin() {
        watch.begin();
    }

    ServiceExecutor executor() {
        return executor;
    }

    ContainerEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        executor.close();
        watch.close();
        starts.shutdownNow();
        stops.shutdownNow();
        tidyUp();
        engine.close();
    }

    /** Containers that ended are removed yet, unless the engine is too slow for that. */
    private void tidyUp() {
        ends.shutdown();
        try {
            if (!ends.awaitTermination(TIDY_SECONDS, TimeUnit.SECONDS)) {
                ends.shutdownNow();
            }
        } catch (InterruptedException e) {
            ends.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executor with all that it needs: engine, watch, pools. One life; a change of configuration makes a new one, and lets
 * this one finish what it has begun. */
final class ContainerExecution implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerExecution.class);
    private static final int STOPS_PARALLEL = 16;
    private static final int PULLS_PARALLEL = 64;
    private static final long TIDY_SECONDS = 3;
    /** From the end of the last run to the end of all: its container is removed meanwhile. */
    private static final long FAREWELL_SECONDS = 5;

    private final EngineWatch watch;
    private final ContainerEngine engine;
    private final ContainerExecutor executor;
    private final Threads threads;
    private final ScheduledExecutorService clock;
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
        this.threads = threads;
        clock = threads.scheduler("container-clock");
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

    /** Takes no more orders, follows what runs to its end, and closes itself then; tells {@code closed}. */
    void retire(Runnable closed) {
        executor.retire(() -> {
            try {
                var unused = clock.schedule(() -> farewell(closed), FAREWELL_SECONDS, TimeUnit.SECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("closed meanwhile");
            }
        });
    }

    /** On a thread that it does not end itself. */
    private void farewell(Runnable closed) {
        if (!executor.isIdle()) {
            return; // one came in at the last moment: it tells of its end, too
        }
        ExecutorService last = threads.pool("container-farewell", 1, 1);
        last.execute(() -> {
            close();
            closed.run();
        });
        last.shutdown();
    }

    /** Takes no more orders, and lets go of what runs. */
    void letGo() {
        executor.close();
    }

    @Override
    public void close() {
        letGo();
        starts.shutdownNow();
        stops.shutdownNow();
        tidyUp(); // before the watch, which ends the clock that minds the deadlines of its calls
        watch.close();
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

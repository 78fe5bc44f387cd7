// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;

/** What runs share, with a fake engine. */
final class FakeWorkshop {
    private FakeWorkshop() {}

    /** @param socket where the engine answers pings, if it does */
    static RunWorkshop of(
            FakeEngine engine, Path socket, Threads threads, Ticker ticker, Duration pullLimit, Duration patience) {
        ScheduledExecutorService clock = threads.scheduler("clock");
        EngineAddress address = address(socket);
        EngineWatch watch = new EngineWatch(
                address,
                new EnginePing(address, false, ticker),
                threads.pool("engine", 1, 1),
                clock,
                Duration.ofMillis(50),
                present -> {});
        watch.begin();
        return new RunWorkshop(
                engine,
                watch,
                new ImagePulls(engine, clock, ticker, pullLimit),
                threads.pool("start", 2, 10),
                threads.pool("end", 2, 10),
                threads.pool("stop", 2, 10),
                clock,
                ticker,
                NodeId.of(new UUID(1, 1)),
                patience,
                Duration.ofSeconds(1));
    }

    static EngineAddress address(Path socket) {
        return new EngineAddress(URI.create("unix://" + socket));
    }
}

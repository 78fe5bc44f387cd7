// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * Shows what an execution writes. It listens from the moment it is made, before the execution's id is known, so that the first line
 * is not missed; a reader too slow for the service loses lines, never the end.
 */
final class OutputFollower implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final long LOOK_MILLIS = 200;

    private record Line(ExecutionId id, String text) {}

    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final ServiceManager services;
    private final ServiceManager.Subscription subscription;

    OutputFollower(ServiceManager services) {
        this.services = services;
        this.subscription = services.subscribe(new ServiceListener() {
            @Override
            public void wrote(ExecutionId id, OutputLine line) {
                if (!lines.offer(new Line(id, line.text()))) {
                    lost.incrementAndGet();
                }
            }
        });
    }

    /**
     * Prints all lines of one execution until it has ended.
     *
     * @return its terminal status
     * @throws IllegalStateException when the execution is forgotten meanwhile
     */
    ServiceStatus follow(ExecutionId id, PrintStream out) throws InterruptedException {
        while (true) {
            Optional<ServiceStatus> now = services.service(id);
            ServiceStatus status =
                    now.orElseThrow(() -> new IllegalStateException("execution " + id + " is no longer known"));
            // All output comes before the terminal status: what is here now is all there will be.
            boolean ended = status.status().terminal();
            Line line = ended ? lines.poll() : lines.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            while (line != null) {
                if (line.id().equals(id)) {
                    out.println(line.text());
                }
                line = lines.poll();
            }
            tellLost(out);
            out.flush();
            if (ended) {
                return status;
            }
        }
    }

    private void tellLost(PrintStream out) {
        long now = lost.getAndSet(0);
        if (now > 0) {
            out.println("(" + now + " lines came too fast and were left out)");
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}

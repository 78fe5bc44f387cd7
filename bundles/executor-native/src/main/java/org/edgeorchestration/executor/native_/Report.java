// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the observer of one execution is told, from several threads: one thing at a time, and nothing after the end. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger(Report.class);

    private final ExecutionId id;
    private final ExecutionObserver observer;
    private boolean ended;

    Report(ExecutionId id, ExecutionObserver observer) {
        this.id = id;
        this.observer = observer;
    }

    /**
     * Has the process started and followed, and tells that it started; lines read meanwhile wait until that is told.
     *
     * @throws IOException when it could not be started; nothing is told then
     */
    synchronized OutputFollower started(Supplier<OutputFollower> launch) throws IOException, InterruptedException {
        OutputFollower output = launch.get();
        output.process();
        tell(() -> observer.changed(new ExecutionStatus.Started()));
        return output;
    }

    synchronized void wrote(OutputLine line) {
        tell(() -> observer.wrote(line));
    }

    /** @param status a terminal one; only the first counts */
    synchronized void end(ExecutionStatus status) {
        tell(() -> observer.changed(status));
        ended = true;
    }

    private void tell(Runnable news) {
        if (ended) {
            return;
        }
        try {
            news.run();
        } catch (RuntimeException e) {
            // The observer's bug must not stall the program, whose output somebody has to read.
            LOG.error("execution={} its observer failed", id, e);
        }
    }
}

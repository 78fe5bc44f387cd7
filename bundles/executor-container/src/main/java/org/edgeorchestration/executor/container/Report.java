// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one execution has to say: one thing at a time, each line before the end, and exactly one end. Any thread. */
final class Report {
    private static final Logger LOG = LoggerFactory.getLogger(Report.class);

    private final ExecutionId id;
    private final ExecutionObserver observer;
    private final LineSplitter stdout = new LineSplitter(text -> write(OutputLine.Stream.STDOUT, text));
    private final LineSplitter stderr = new LineSplitter(text -> write(OutputLine.Stream.STDERR, text));
    private volatile boolean ended;

    Report(ExecutionId id, ExecutionObserver observer) {
        this.id = id;
        this.observer = observer;
    }

    /** Whether the end is told; never waits for an observer. */
    boolean ended() {
        return ended;
    }

    /** Tells a status; answers whether it could still be told. */
    synchronized boolean changed(ExecutionStatus status) {
        if (ended) {
            return false;
        }
        if (status.terminal()) {
            stdout.finish();
            stderr.finish();
            ended = true;
        }
        guarded(() -> observer.changed(status));
        return true;
    }

    synchronized void output(OutputLine.Stream stream, byte[] bytes) {
        if (!ended) {
            (stream == OutputLine.Stream.STDERR ? stderr : stdout).take(bytes);
        }
    }

    /** A line that this node itself adds to the output. */
    synchronized void note(String text) {
        if (!ended) {
            write(OutputLine.Stream.NODE, text);
        }
    }

    private void write(OutputLine.Stream stream, String text) {
        guarded(() -> observer.wrote(new OutputLine(stream, text)));
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("execution={} its observer failed", id, e);
        }
    }
}

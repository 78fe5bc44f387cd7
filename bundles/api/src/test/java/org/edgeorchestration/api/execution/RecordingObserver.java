// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Remembers all that an executor reports, and lets a test wait for it. */
public final class RecordingObserver implements ExecutionObserver {
    private final List<ExecutionStatus> statuses = new CopyOnWriteArrayList<>();
    private final List<OutputLine> output = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void changed(ExecutionStatus status) {
        statuses.add(status);
        if (status instanceof ExecutionStatus.Started) {
            started.countDown();
        }
        if (status.terminal()) {
            started.countDown();
            ended.countDown();
        }
    }

    @Override
    public void wrote(OutputLine line) {
        output.add(line);
    }

    public List<ExecutionStatus> statuses() {
        return List.copyOf(statuses);
    }

    public List<OutputLine> output() {
        return List.copyOf(output);
    }

    /** The lines of one stream, without their ends. */
    public List<String> lines(OutputLine.Stream stream) {
        return output.stream()
                .filter(line -> line.stream() == stream)
                .map(OutputLine::text)
                .toList();
    }

    /** Waits until it started or ended. */
    public void awaitStart(Duration limit) {
        await(started, limit, "start");
    }

    /** Waits for the terminal status. */
    public ExecutionStatus awaitEnd(Duration limit) {
        await(ended, limit, "end");
        return statuses.get(statuses.size() - 1);
    }

    private void await(CountDownLatch latch, Duration limit, String what) {
        try {
            if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no " + what + " within " + limit + "; so far " + statuses + " " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a limited number of executions run at one time and a limited number wait for their turn, first come first
 * served.
 */
final class Turns {
    private final Executor threads;
    private final int limit;
    private final int places;
    private final Set<NativeExecution> running = new HashSet<>();
    private final Queue<NativeExecution> waiting = new ArrayDeque<>();
    private boolean closed;
    private Runnable whenEmpty = () -> {};

    /** @param threads runs {@code limit} executions at one time and something short beside them */
    Turns(Executor threads, int limit, int places) {
        this.threads = threads;
        this.limit = limit;
        this.places = places;
    }

    /** Whether {@link #enter} would fail now. */
    synchronized boolean full() {
        return closed || (running.size() >= limit && waiting.size() >= places);
    }

    /** Begins to run {@code execution}, or has it wait; false when neither is possible. Never blocks. */
    synchronized boolean enter(NativeExecution execution) {
        if (full()) {
            return false;
        }
        if (running.size() >= limit) {
            return waiting.add(execution);
        }
        running.add(execution);
        try {
            threads.execute(() -> work(execution));
            return true;
        } catch (RejectedExecutionException e) {
            running.remove(execution);
            return false;
        }
    }

    /** Takes an execution out of those that wait; false when it does not wait. */
    synchronized boolean withdraw(NativeExecution execution) {
        return waiting.remove(execution);
    }

    /** Runs something short beside the executions. */
    void aside(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run(); // rather on a foreign thread than never
        }
    }

    /** Lets no more in. Returns all that wait and run. */
    synchronized List<NativeExecution> close() {
        closed = true;
        List<NativeExecution> all = new ArrayList<>(waiting);
        all.addAll(running);
        return all;
    }

    /** Lets no more in, and has {@code task} run once none waits or runs any more: those that do go on. */
    void retire(Runnable task) {
        synchronized (this) {
            closed = true;
            if (!running.isEmpty()) {
                whenEmpty = task;
                return;
            }
        }
        task.run();
    }

    private void work(NativeExecution first) {
        for (NativeExecution execution = first; execution != null; execution = next(execution)) {
            execution.run();
        }
        emptied().run();
    }

    private synchronized Runnable emptied() {
        return running.isEmpty() ? whenEmpty : () -> {};
    }

    private synchronized @Nullable NativeExecution next(NativeExecution ended) {
        running.remove(ended);
        NativeExecution next = waiting.poll();
        if (next != null) {
            running.add(next);
        }
        return next;
    }
}

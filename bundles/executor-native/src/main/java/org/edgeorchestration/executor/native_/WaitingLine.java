// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The executions that wait for their turn, first come first served. Bounded in number and in memory: a command may have tens of
 * thousands of characters, and a thousand of these would fill the heap. Not thread-safe.
 */
final class WaitingLine {
    /** What the commands of all that wait may take, in bytes. */
    static final long MOST_BYTES = 4L << 20;

    private final int places;
    private final Queue<NativeExecution> waiting = new ArrayDeque<>();
    private long bytes;

    /** @param places how many may wait */
    WaitingLine(int places) {
        this.places = places;
    }

    boolean full() {
        return waiting.size() >= places || bytes >= MOST_BYTES;
    }

    void add(NativeExecution execution) {
        waiting.add(execution);
        bytes += execution.commandBytes();
    }

    /** Whose turn it is; the others move up. */
    Optional<NativeExecution> next() {
        Optional<NativeExecution> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(execution -> bytes -= execution.commandBytes());
        return next;
    }

    /** Takes an execution out; false when it does not wait. */
    boolean remove(NativeExecution execution) {
        boolean waited = waiting.remove(execution);
        if (waited) {
            bytes -= execution.commandBytes();
        }
        return waited;
    }

    List<NativeExecution> all() {
        return List.copyOf(waiting);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * Every execution this node knows of: all that live, up to limits beyond which none is admitted, and the last ones that
 * ended. Any thread.
 */
final class ExecutionTable implements ExecutionFollower {
    private final int livingLimit;
    private final long livingBytesLimit;
    private final int endedLimit;
    private final Consumer<ExecutionId> forgotten;
    private final Map<ExecutionId, ExecutionRecord> byAge = new LinkedHashMap<>();
    private final Deque<ExecutionId> ended = new ArrayDeque<>();
    private long livingBytes;

    /**
     * @param livingLimit how many executions may live at one time
     * @param livingBytesLimit how much memory the orders and placements of all that live may take, by their {@linkplain
     *     ExecutionRecord#bytes() weight}: a few hundred of the longest commands would fill a small heap long before
     *     {@code livingLimit}
     * @param endedLimit how many that ended are kept; of more, the one that ended first is forgotten
     * @param forgotten told which one was forgotten; must not call back
     */
    ExecutionTable(int livingLimit, long livingBytesLimit, int endedLimit, Consumer<ExecutionId> forgotten) {
        this.livingLimit = livingLimit;
        this.livingBytesLimit = livingBytesLimit;
        this.endedLimit = endedLimit;
        this.forgotten = forgotten;
    }

    /** Takes a new execution in; false, and nothing changed, when as many live as may, or they weigh as much as they may. */
    synchronized boolean admit(ExecutionRecord execution) {
        if (byAge.size() - ended.size() >= livingLimit || livingBytes + execution.bytes() > livingBytesLimit) {
            return false;
        }
        livingBytes += execution.bytes();
        byAge.put(execution.id(), execution);
        return true;
    }

    /** Takes one out that was never accepted: it leaves no trace. */
    synchronized void withdraw(ExecutionRecord execution) {
        if (byAge.remove(execution.id(), execution)) {
            livingBytes -= execution.bytes();
        }
    }

    /** Whether not even an order without a command would be admitted. */
    synchronized boolean full() {
        return byAge.size() - ended.size() >= livingLimit
                || livingBytes + ExecutionRecord.LEAST_BYTES > livingBytesLimit;
    }

    @Override
    public synchronized void changed(ExecutionRecord execution, ServiceStatus status) {
        if (!status.status().terminal()) {
            return;
        }
        livingBytes -= execution.bytes();
        ended.add(execution.id());
        if (ended.size() > endedLimit) {
            ExecutionId oldest = ended.remove();
            byAge.remove(oldest);
            forgotten.accept(oldest);
        }
    }

    synchronized Optional<ExecutionRecord> find(ExecutionId id) {
        return Optional.ofNullable(byAge.get(id));
    }

    /** All of them, newest first. */
    List<ServiceStatus> statuses() {
        List<ExecutionRecord> all;
        synchronized (this) {
            all = new ArrayList<>(byAge.values());
        }
        Collections.reverse(all);
        return all.stream().map(ExecutionRecord::status).toList();
    }
}

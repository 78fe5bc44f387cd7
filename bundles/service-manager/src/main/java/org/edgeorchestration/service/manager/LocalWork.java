// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.service.ServiceStatus;

/** What runs and what waits on this node itself. Any thread. */
final class LocalWork implements ExecutionFollower {
    private final Ticker ticker;
    private final Set<ExecutionId> waiting = ConcurrentHashMap.newKeySet();
    private final Map<ExecutionId, Long> running = new ConcurrentHashMap<>();

    LocalWork(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void changed(ExecutionRecord execution, ServiceStatus status) {
        if (execution.peer().isPresent()) {
            return;
        }
        ExecutionId id = status.id();
        if (status.status().terminal()) {
            waiting.remove(id);
            running.remove(id);
        } else if (status.status() instanceof Started) {
            waiting.remove(id);
            running.put(id, ticker.nanoTime());
        } else {
            waiting.add(id);
        }
    }

    /** Executions that have begun and not ended. */
    int running() {
        return running.size();
    }

    /** Executions that have not begun yet. */
    int waiting() {
        return waiting.size();
    }

    /** Those that run since a moment of the {@link Ticker}, or later. */
    int runningSince(long moment) {
        return (int) running.values().stream()
                .filter(started -> started - moment >= 0)
                .count();
    }
}

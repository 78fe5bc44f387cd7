// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.edgeorchestration.api.node.Farewell;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Those whose executions outlive them: what an earlier life of this node left is ended; what runs under an earlier configuration of
 * the executor runs on. It has no configuration itself, and so stays when that changes. Any thread.
 */
// Immediate: it must not go while for a moment, between two configurations, nobody uses it.
@Component(
        service = {Predecessors.class, Farewell.class},
        immediate = true)
public final class Predecessors implements Farewell {
    private final Set<NativeExecutor> retired = ConcurrentHashMap.newKeySet();
    private final ExecutorService cleaner;

    @Activate
    public Predecessors(@Reference LocalNode node, @Reference Threads threads, @Reference Ticker ticker) {
        // Listed before anything runs: later, the directories are those of this life.
        List<Leftover> leftovers = new WorkDirectories(WorkDirectories.of(node), 0).leftovers(ticker);
        this.cleaner = threads.pool("native-leftovers", 1, 1);
        cleaner.execute(() -> leftovers.forEach(Leftover::remove));
        cleaner.shutdown();
    }

    /** Remembers an executor that finishes what it has, until it has {@link #finished}. */
    void retires(NativeExecutor executor) {
        retired.add(executor);
    }

    void finished(NativeExecutor executor) {
        retired.remove(executor);
    }

    /** Ends what runs under earlier configurations; blocks until it has ended, within the time a stop may take. */
    @Override
    public void beforeStop() {
        retired.forEach(NativeExecutor::askToEnd);
        retired.forEach(NativeExecutor::end);
    }

    @Deactivate
    void close() {
        beforeStop();
        cleaner.shutdownNow();
    }
}

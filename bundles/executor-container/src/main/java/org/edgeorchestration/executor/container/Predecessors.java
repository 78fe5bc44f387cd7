// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeorchestration.api.node.Farewell;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Executors of earlier configurations, which follow what they run to its end. It has no configuration itself, and so stays when that
 * changes. Any thread.
 */
// Immediate: it must not go while for a moment, between two configurations, nobody uses it.
@Component(
        service = {Predecessors.class, Farewell.class},
        immediate = true)
public final class Predecessors implements Farewell {
    private final Set<ContainerExecution> retired = ConcurrentHashMap.newKeySet();

    @Activate
    public Predecessors() {}

    /** Has an executor finish what it runs, and close itself then. */
    void retire(ContainerExecution execution) {
        retired.add(execution);
        execution.retire(() -> retired.remove(execution));
    }

    @Override
    public void beforeStop() {
        retired.forEach(ContainerExecution::letGo);
    }

    /** Lets go of what still runs under earlier configurations. */
    @Deactivate
    void close() {
        retired.forEach(ContainerExecution::close);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;

/** The executors on this node now; they come and go with their engines. Any thread. */
final class LocalExecutors {
    private final List<ServiceExecutor> present = new CopyOnWriteArrayList<>();

    void add(ServiceExecutor executor) {
        present.add(executor);
    }

    void remove(ServiceExecutor executor) {
        present.remove(executor);
    }

    /** The one for that type: of several, the one that came first. */
    Optional<ServiceExecutor> of(ExecutionType type) {
        return present.stream().filter(executor -> executor.type().equals(type)).findFirst();
    }

    /** How this node can run services now. */
    Set<ExecutionType> types() {
        return present.stream().map(ServiceExecutor::type).collect(Collectors.toUnmodifiableSet());
    }

    /** The names of all services installed for them. */
    Set<String> services() {
        return present.stream()
                .flatMap(executor -> executor.services().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}

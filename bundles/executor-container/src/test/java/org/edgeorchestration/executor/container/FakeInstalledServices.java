// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.node.ExecutionType;

/** Services that the test says are installed. */
record FakeInstalledServices(List<InstalledService> services) implements InstalledServices {

    static InstalledService service(String name, ExecutionType type, String... command) {
        return new InstalledService(name, type, Optional.empty(), Set.of("*"), List.of(command));
    }

    @Override
    public Collection<InstalledService> all() {
        return services;
    }

    @Override
    public Optional<InstalledService> find(String name) {
        return all().stream().filter(service -> service.name().equals(name)).findFirst();
    }
}

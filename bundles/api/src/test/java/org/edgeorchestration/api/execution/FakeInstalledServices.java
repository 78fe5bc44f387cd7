// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeorchestration.api.node.ExecutionType;

/** Services that a test installs. */
public final class FakeInstalledServices implements InstalledServices {
    private final Map<String, InstalledService> services = new ConcurrentHashMap<>();

    public FakeInstalledServices install(InstalledService service) {
        services.put(service.name(), service);
        return this;
    }

    /** Installs a native service that everybody may ask for. */
    public FakeInstalledServices install(String name, String executable, String... command) {
        return install(new InstalledService(
                name, ExecutionType.NATIVE, Optional.of(Path.of(executable)), Set.of("*"), List.of(command)));
    }

    public void uninstall(String name) {
        services.remove(name);
    }

    @Override
    public Collection<InstalledService> all() {
        return List.copyOf(services.values());
    }

    @Override
    public Optional<InstalledService> find(String name) {
        return Optional.ofNullable(services.get(name));
    }
}

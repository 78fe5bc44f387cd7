// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that {@code .conf} files under the state directory's {@code apps} describe; the files are watched. */
@Component
public final class ConfInstalledServices implements InstalledServices {
    static final long LOOK_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ConfInstalledServices.class);

    private final AppsDirectory directory;
    private final ScheduledExecutorService watch;
    private volatile AppsDirectory.Contents contents = new AppsDirectory.Contents(Map.of(), Set.of());

    @Activate
    public ConfInstalledServices(
            @Reference Environment environment, @Reference LocalNode self, @Reference Threads threads) {
        Path apps = self.state().resolve("apps");
        try {
            new ShippedApps(environment.karafBase().resolve("apps")).installTo(apps);
        } catch (IOException e) {
            LOG.warn("The shipped examples were not copied to {}: {}", apps, e.toString());
        }
        this.directory = new AppsDirectory(apps);
        look();
        this.watch = threads.scheduler("apps");
        Future<?> unused = // what it throws is logged by its pool
                this.watch.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Collection<InstalledService> all() {
        return contents.services().values();
    }

    @Override
    public Optional<InstalledService> find(String name) {
        return Optional.ofNullable(contents.services().get(name));
    }

    @Deactivate
    void close() {
        watch.shutdownNow();
    }

    private void look() {
        if (directory.look()) {
            AppsDirectory.Contents before = contents;
            contents = directory.contents();
            tell(before, contents);
        }
    }

    private static void tell(AppsDirectory.Contents before, AppsDirectory.Contents now) {
        now.services().forEach((name, service) -> {
            if (!service.equals(before.services().get(name))) {
                LOG.info("service={} type={} is installed", name, service.type());
            }
        });
        Set<String> gone = new HashSet<>(before.services().keySet());
        gone.removeAll(now.services().keySet());
        gone.forEach(name -> LOG.info("service={} is no longer installed", name));
        now.problems().stream()
                .filter(problem -> !before.problems().contains(problem))
                .forEach(LOG::warn);
    }
}

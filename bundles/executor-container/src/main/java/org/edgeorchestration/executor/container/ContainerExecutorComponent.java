// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.Farewell;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the container executor as a service while the container engine answers, and withdraws it while it does not. */
@Component(service = Farewell.class, immediate = true, configurationPid = "org.edgeorchestration.executor.container")
@Designate(ocd = ContainerExecutorComponent.Config.class)
public final class ContainerExecutorComponent implements Farewell {

    @ObjectClassDefinition(name = "Container executor")
    @interface Config {
        @AttributeDefinition(
                description = "Where the engine listens, unix:///path or tcp://host:port; empty means the"
                        + " environment's DOCKER_HOST, else unix:///var/run/docker.sock")
        String docker_host() default "";

        @AttributeDefinition(description = "How often the engine is asked whether it is there, in milliseconds")
        long poll_interval_millis() default 1_000;

        @AttributeDefinition(
                description = "How many containers are created and started at one time; 0 means one per core")
        int starts_parallel() default 0;

        @AttributeDefinition(description = "How many containers may wait for their start")
        int starts_queue() default 1_000;

        @AttributeDefinition(
                description = "How many executions may be under way at one time, the waiting ones included")
        int runs_max() default 1_024;

        @AttributeDefinition(description = "How long the pull of an image may take, in seconds")
        long pull_timeout_seconds() default 600;

        @AttributeDefinition(
                description = "How long a container may take to end when it is stopped, in seconds, before it"
                        + " is killed; a command's --stop-timeout goes first")
        long stop_timeout_seconds() default 10;

        @AttributeDefinition(
                description = "How long the engine may be away, in seconds, before its executions are lost")
        long engine_patience_seconds() default 60;

        @AttributeDefinition(
                description = "Variables of the node's own environment that -e NAME, without a value, may hand"
                        + " to a container, separated by commas")
        String[] environment_inherited() default {};
    }

    /** Why a component is deactivated, as Declarative Services say it: another one with a new configuration follows. */
    private static final int CONFIGURATION_MODIFIED = 3;

    private final BundleContext bundle;
    private final Predecessors predecessors;
    private final ContainerExecution execution;
    private boolean closed;
    private @Nullable ServiceRegistration<ServiceExecutor> offered;

    @Activate
    public ContainerExecutorComponent(
            BundleContext bundle,
            Config config,
            @Reference LocalNode node,
            @Reference InstalledServices installed,
            @Reference Predecessors predecessors,
            @Reference Threads threads,
            @Reference Ticker ticker) {
        this.bundle = bundle;
        this.predecessors = predecessors;
        this.execution = new ContainerExecution(
                settings(config),
                new EngineEnvironment(name -> Optional.ofNullable(System.getenv(name))),
                node.id(),
                installed,
                threads,
                ticker,
                present -> offer(present));
        execution.begin();
    }

    /** Lets go of all executions while there is still somebody who can tell of it. */
    @Override
    public void beforeStop() {
        retreat();
        execution.letGo();
    }

    private synchronized void retreat() {
        closed = true;
        withdraw();
    }

    /** Lets go of all executions, unless only the configuration changes: those are followed to their end by the old one. */
    @Deactivate
    void close(int reason) {
        retreat();
        if (reason == CONFIGURATION_MODIFIED) {
            predecessors.retire(execution);
        } else {
            execution.close();
        }
    }

    private synchronized void offer(boolean present) {
        if (closed) {
            return;
        }
        if (!present) {
            withdraw();
        } else if (offered == null) {
            offered = bundle.registerService(
                    ServiceExecutor.class, execution.executor(), FrameworkUtil.asDictionary(Map.of()));
        }
    }

    private synchronized void withdraw() {
        if (offered != null) {
            offered.unregister();
            offered = null;
        }
    }

    private static Settings settings(Config config) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Settings(
                config.docker_host(),
                Duration.ofMillis(config.poll_interval_millis()),
                config.starts_parallel() > 0 ? config.starts_parallel() : cores,
                config.starts_queue(),
                config.runs_max(),
                Duration.ofSeconds(config.pull_timeout_seconds()),
                Duration.ofSeconds(config.stop_timeout_seconds()),
                Duration.ofSeconds(config.engine_patience_seconds()),
                Set.of(config.environment_inherited()));
    }
}

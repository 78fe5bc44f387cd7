// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.InstalledService;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code docker run} commands as containers. Any thread. */
final class ContainerExecutor implements ServiceExecutor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerExecutor.class);

    private static final String RETIRED =
            "the configuration of this node's container executor has just changed; try again";

    private static final String ENDING = "this node's container executor is ending";

    private final RunWorkshop workshop;
    private final InstalledServices installed;
    private final NodeFiles files;
    private final Privileges privileges;
    private final int maxRuns;
    private final Map<ExecutionId, ContainerRun> runs = new ConcurrentHashMap<>();
    private volatile Optional<String> closed = Optional.empty();
    private volatile Runnable whenIdle = () -> {};

    ContainerExecutor(
            RunWorkshop workshop, InstalledServices installed, NodeFiles files, Privileges privileges, int maxRuns) {
        this.workshop = workshop;
        this.installed = installed;
        this.files = files;
        this.privileges = privileges;
        this.maxRuns = maxRuns;
    }

    @Override
    public ExecutionType type() {
        return ExecutionType.CONTAINER;
    }

    @Override
    public Set<String> services() {
        return installed.all().stream()
                .filter(service -> service.type().equals(type()))
                .map(InstalledService::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Refusal> refusal(ExecutionOrder order) {
        Optional<List<String>> words = words(order);
        if (words.isEmpty()) {
            return Optional.of(Refusal.declined(
                    "not found registered service",
                    "the request brings no ExecCmd, and no container service \"" + Value.shortened(order.serviceName())
                            + "\" with an ExecCmd is installed on this node"));
        }
        try {
            files.check(DockerRunCommand.parse(words.get()));
        } catch (BadCommand e) {
            return Optional.of(Refusal.malformed(String.valueOf(e.getMessage())));
        }
        Optional<String> why = closed;
        if (why.isPresent()) {
            return Optional.of(Refusal.busy(why.get()));
        }
        return runs.size() < maxRuns ? Optional.empty() : Optional.of(Refusal.busy(tooMany()));
    }

    @Override
    public Execution start(ExecutionOrder order, ExecutionObserver observer) {
        Report report = new Report(order.id(), observer);
        DockerRunCommand command;
        try {
            command = DockerRunCommand.parse(words(order).orElse(List.of()));
        } catch (BadCommand e) {
            return failed(report, String.valueOf(e.getMessage()));
        }
        Optional<String> why = closed;
        if (why.isPresent()) {
            return failed(report, why.get());
        }
        ContainerRun run = new ContainerRun(order, command, workshop, report, over -> isOver(order.id(), over));
        if (runs.size() >= maxRuns || runs.putIfAbsent(order.id(), run) != null) {
            return failed(report, tooMany());
        }
        privileges
                .of(command)
                .ifPresent(privilege ->
                        LOG.info("execution={} service={} {}", order.id(), order.serviceName(), privilege));
        run.begin();
        return run;
    }

    /** The engine does not answer any more. */
    void engineIsAway() {
        runs.values().forEach(ContainerRun::doubt);
    }

    private void isOver(ExecutionId id, ContainerRun run) {
        runs.remove(id, run);
        tellIfIdle();
    }

    /** Takes no more; {@code task} is run when no run is left, perhaps more than once. */
    void retire(Runnable task) {
        whenIdle = task;
        closed = Optional.of(RETIRED);
        tellIfIdle();
    }

    boolean isIdle() {
        return runs.isEmpty();
    }

    private void tellIfIdle() {
        if (isIdle()) {
            whenIdle.run();
        }
    }

    /** Takes no more, and lets go of all runs: their containers stay, their observers learn that nobody follows them. */
    @Override
    public void close() {
        closed = Optional.of(ENDING);
        runs.values().forEach(ContainerRun::abandon);
        runs.clear();
    }

    private Optional<List<String>> words(ExecutionOrder order) {
        if (!order.command().isEmpty()) {
            return Optional.of(order.command());
        }
        return installed
                .find(order.serviceName())
                .filter(service -> service.type().equals(type()))
                .map(InstalledService::command)
                .filter(command -> !command.isEmpty());
    }

    private String tooMany() {
        return "this node runs " + runs.size() + " containers already, and no more than " + maxRuns
                + " are allowed (runs.max); try again later";
    }

    private static Execution failed(Report report, String why) {
        report.changed(new ExecutionStatus.Failed(OptionalInt.empty(), why));
        return () -> {};
    }
}

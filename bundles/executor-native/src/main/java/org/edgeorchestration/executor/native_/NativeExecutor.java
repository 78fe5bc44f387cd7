// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.Farewell;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Runs services as processes of this machine: a list of words, never a shell line.
 *
 * <p>An execution is over when its main process is: what that leaves running is ended too, as with a container.
 */
// Immediate: what runs must not end because for a moment nobody uses this service.
@Component(configurationPid = "org.edgeorchestration.executor.native", immediate = true)
@Designate(ocd = NativeExecutor.Config.class)
public final class NativeExecutor implements ServiceExecutor, Farewell {
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    /** The Go project's blacklist (specification, section 6.6). */
    private static final String FORBIDDEN = "sudo,su,bash,bsh,csh,adb,sh,ssh,scp,cat,chage,chpasswd,dmidecode,dmsetup,"
            + "fcinfo,fdisk,iscsiadm,lsof,multipath,oratab,prtvtoc,ps,pburn,pfexec,dzdo";
    /** Looks that wait for a thread; with more, the disks are taken to hang. */
    private static final int LOOKS_WAITING = 256;
    /** How much longer than the polite part of a stop the forced part may take when the node ends. */
    private static final Duration FORCE_LIMIT = Duration.ofSeconds(2);
    /** Why a component is deactivated, as Declarative Services say it: another one with a new configuration follows. */
    static final int CONFIGURATION_MODIFIED = 3;

    @ObjectClassDefinition(name = "Native executor")
    @interface Config {
        @AttributeDefinition(description = "Programs that no .conf file registers: refuse or allow")
        String unregistered_programs() default "refuse";

        @AttributeDefinition(
                description = "Refuse a request for a registered service whose words contain ; & || ' ( ) or #")
        boolean injection_check() default true;

        @AttributeDefinition(description = "Base names of programs that never run, separated by commas")
        String forbidden_executables() default FORBIDDEN;

        @AttributeDefinition(
                description =
                        "Environment of programs, separated by commas: NAME=value, or NAME for the node's own value")
        String environment() default PATH + ",LANG=C.UTF-8";

        @AttributeDefinition(description = "How many processes run at one time, 1 to 1000")
        int executions_limit() default 64;

        @AttributeDefinition(description = "How many more wait for their turn, 1 to 100000")
        int executions_queue() default 1000;

        @AttributeDefinition(
                description =
                        "Bytes that must be free on the disk of the programs' working directories; with less: busy")
        long disk_free_bytes() default 1_048_576;

        @AttributeDefinition(description = "Milliseconds between SIGTERM and SIGKILL when an execution is stopped")
        long stop_grace_ms() default 10_000;

        @AttributeDefinition(
                description = "Milliseconds in which children may still write after the main process ended")
        long output_grace_ms() default 1_000;
    }

    private final InstalledServices installed;
    private final Predecessors predecessors;
    private final Admission admission;
    private final Workshop workshop;
    private final ExecutorService runners;
    private final ExecutorService readers;
    private final ExecutorService lookers;
    private final Turns turns;
    private final Entrance entrance;
    private final Duration closeLimit;

    @Activate
    public NativeExecutor(
            Config config,
            @Reference LocalNode node,
            @Reference InstalledServices installed,
            @Reference Predecessors predecessors,
            @Reference Threads threads,
            @Reference Ticker ticker) {
        Settings settings = Settings.of(config);
        ProgramEnvironment environment = ProgramEnvironment.of(settings.environment(), System.getenv());
        WorkDirectories directories = new WorkDirectories(WorkDirectories.of(node), settings.leastFree());
        this.installed = installed;
        this.predecessors = predecessors;
        SearchPath path = environment.searchPath();
        this.admission = new Admission(settings, installed, path, path::find);
        // One thread more than executions, so that those stopped while they wait learn it at once.
        this.runners = threads.pool("native-run", settings.limit() + 1, settings.queue() + 1);
        this.readers = threads.pool("native-output", 2 * settings.limit(), 2 * settings.limit());
        this.workshop = new Workshop(environment, directories, readers, ticker, settings);
        this.turns = new Turns(runners, settings.limit(), settings.queue());
        this.lookers = threads.pool("native-look", Entrance.LOOKERS, LOOKS_WAITING);
        this.entrance = new Entrance(settings, installed, path, turns, directories, lookers, ticker);
        this.closeLimit = settings.stopGrace().plus(settings.outputGrace()).plus(FORCE_LIMIT);
    }

    @Override
    public ExecutionType type() {
        return ExecutionType.NATIVE;
    }

    @Override
    public Set<String> services() {
        return installed.all().stream()
                .filter(admission::offers)
                .map(service -> service.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Refusal> refusal(ExecutionOrder order) {
        return entrance.refusal(order);
    }

    @Override
    public Execution start(ExecutionOrder order, ExecutionObserver observer) {
        Report report = new Report(order.id(), observer);
        NativeExecution execution = new NativeExecution(order, report, admission, workshop, turns);
        if (!turns.enter(execution)) {
            turns.aside(() -> report.end(new ExecutionStatus.Failed(
                    OptionalInt.empty(), Entrance.crowded().reason())));
        }
        return execution;
    }

    /** Ends all executions while there is still somebody who can tell of it. */
    @Override
    public void beforeStop() {
        end();
    }

    /** Ends all executions, unless only the configuration changes: those that run and wait then go on by the old one. */
    @Deactivate
    void close(int reason) {
        if (reason == CONFIGURATION_MODIFIED) {
            predecessors.retires(this);
            turns.retire(this::finish);
        } else {
            end();
        }
    }

    private void finish() {
        runners.shutdown();
        readers.shutdown();
        lookers.shutdown();
        predecessors.finished(this);
    }

    /** Asks all executions to end. */
    void askToEnd() {
        turns.close().forEach(NativeExecution::shutDown);
    }

    /** Ends all executions, politely at first; blocks until they have ended, within the time a stop may take. */
    void end() {
        askToEnd();
        runners.shutdown();
        try {
            if (!runners.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                runners.shutdownNow();
            }
        } catch (InterruptedException e) {
            runners.shutdownNow();
            Thread.currentThread().interrupt();
        }
        readers.shutdownNow();
        lookers.shutdownNow();
    }
}

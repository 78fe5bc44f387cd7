// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The parts of a service manager, made by its configuration and joined; what they do is their own. */
final class Parts {
    /** What this bundle keeps, and for how long. */
    @ObjectClassDefinition(name = "Edge Orchestration: service manager")
    @interface Config {
        @AttributeDefinition(
                description = "Executions that may live at one time; a request beyond that is answered 429")
        int executions_limit() default 10_000;

        @AttributeDefinition(
                description =
                        "Bytes of memory that all living executions, with their orders and placements, may take; beyond that: 429")
        long executions_bytes() default 8_388_608;

        @AttributeDefinition(description = "Executions kept in the list after their end; the oldest is forgotten first")
        int executions_ended() default 1_000;

        @AttributeDefinition(description = "Bytes of output kept of one execution")
        long output_bytes_per_execution() default 65_536;

        @AttributeDefinition(description = "Bytes of output kept of all executions together")
        long output_bytes_total() default 4_194_304;

        @AttributeDefinition(description = "Idempotency keys remembered; the oldest is forgotten first")
        int idempotency_keys() default 10_000;

        @AttributeDefinition(description = "Hours for which an idempotency key is remembered")
        int idempotency_hours() default 24;

        @AttributeDefinition(
                type = AttributeType.PASSWORD,
                description =
                        "Secret under which callbacks are signed; read by the bundle that sends them. Empty: not signed")
        String callback_secret() default "";

        @AttributeDefinition(description = "Attempts to deliver one callback, the first included")
        int callback_attempts() default 5;

        @AttributeDefinition(description = "Milliseconds before the second attempt; each later pause is twice as long")
        long callback_retry_milliseconds() default 1_000;

        @AttributeDefinition(description = "Minutes after which a callback that still waits is given up")
        int callback_age_minutes() default 10;

        @AttributeDefinition(description = "Callbacks that may wait for their delivery, of all executions together")
        int callback_queue() default 10_000;
    }

    /** The end of the node waits so long for receivers; a node that lives answers within milliseconds. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(2);

    final Supplier<ExecutionId> ids;
    final LocalExecutors executors = new LocalExecutors();
    final Slot<ScoreProvider> scores = new Slot<>();
    final Slot<PeerTransport> transport = new Slot<>();
    final Deliveries deliveries = new Deliveries();
    final Listeners listeners = new Listeners();
    final Nodes nodes;
    final OutputStore output;
    final ExecutionTable table;
    final RemoteExecutions remotes;
    final Decider decider;
    final Line line;
    final Hosting hosting;
    private final Outbox outbox;
    private final Alarm alarm;

    /** @param ids makes a new execution's id, and with it all chance in its placement ({@link Lot}) */
    Parts(
            Limits limits,
            Patience patience,
            LocalNode self,
            Threads threads,
            InstantSource time,
            Ticker ticker,
            Supplier<ExecutionId> ids) {
        this.ids = ids;
        nodes = new Nodes(self, executors, transport);
        output = new OutputStore(limits.outputPerExecution(), limits.outputInAll());
        table = new ExecutionTable(limits.living(), limits.livingBytes(), limits.ended(), output::forget);
        outbox = new MemoryOutbox(
                threads.scheduler("callbacks"), deliveries::reaching, ticker, patience, limits.callbacks());
        alarm = new Alarm(threads.scheduler("fleet"));
        Promises promises = new Promises(ticker);
        remotes = new RemoteExecutions(new Stops(transport, promises, alarm, ticker), ticker);
        LocalWork work = new LocalWork(ticker);
        Register register = new Register(
                table, List.of(work, remotes, output, new ExecutionLog(), new Callbacks(outbox), listeners), time);
        Workload workload = new Workload(work, remotes, ticker, time);
        Scoring scoring = new Scoring(self.id(), scores, new Questions(transport, promises), workload, time);
        Here here = new Here(executors);
        decider = new Decider(nodes, executors, scoring, time);
        line = new Line(
                ids,
                new IdempotencyKeys(limits.keys(), limits.keyLifetime(), ticker),
                decider,
                new Dispatch(nodes, decider, here, register, remotes, transport, promises, alarm, ticker));
        hosting = new Hosting(
                nodes,
                here,
                register,
                table,
                scoring,
                scores,
                work,
                time,
                ticker,
                new Alarm(threads.scheduler("hosting")));
        alarm.every(Leases.PERIOD, promises::look);
        alarm.every(Leases.PERIOD, new Leases(remotes, transport, ticker)::look);
    }

    /** Has what is known of executions told, as far as that takes no longer than {@link #SETTLED_WITHIN}. */
    void settle() {
        outbox.settle(SETTLED_WITHIN);
    }

    /** Executions go on; callbacks that still wait are given up. */
    void close() {
        alarm.close();
        hosting.close();
        outbox.close();
    }
}

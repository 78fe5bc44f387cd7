// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.PeerRequests;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceRequest;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Decides where services run ({@link Line}), runs those that other nodes send here ({@link Hosting}), and remembers what became
 * of all of them ({@link ExecutionTable}). This class only joins them.
 *
 * <p>Executors, the score provider, the deliveries of statuses and the way to other nodes may come and go while executions
 * live. On close executions go on: stopping what runs is the affair of the executor that runs it.
 *
 * <p>Immediate, because a delayed component would end, and its memory with it, whenever its last user lets go.
 */
@Component(immediate = true, configurationPid = EdgeServiceManager.PID)
@Designate(ocd = EdgeServiceManager.Config.class)
public final class EdgeServiceManager implements ServiceManager, PeerRequests {
    /** The configuration's name. */
    static final String PID = "org.edgeorchestration.service.manager";

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

    private final Supplier<ExecutionId> ids;
    private final String life = UUID.randomUUID().toString();
    private final LocalExecutors executors = new LocalExecutors();
    private final Slot<ScoreProvider> scores = new Slot<>();
    private final Slot<PeerTransport> transport = new Slot<>();
    private final Deliveries deliveries = new Deliveries();
    private final Listeners listeners = new Listeners();
    private final Nodes nodes;
    private final OutputStore output;
    private final ExecutionTable table;
    private final RemoteExecutions remotes;
    private final Outbox outbox;
    private final Alarm alarm;
    private final Decider decider;
    private final Line line;
    private final Hosting hosting;

    @Activate
    public EdgeServiceManager(
            Config config,
            @Reference LocalNode self,
            @Reference Threads threads,
            @Reference InstantSource time,
            @Reference Ticker ticker) {
        this(Limits.of(config), Patience.of(config), self, threads, time, ticker);
    }

    EdgeServiceManager(
            Limits limits, Patience patience, LocalNode self, Threads threads, InstantSource time, Ticker ticker) {
        this(limits, patience, self, threads, time, ticker, ExecutionId::random);
    }

    /** @param ids makes a new execution's id, and with it all chance in its placement ({@link Lot}) */
    EdgeServiceManager(
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
                new Dispatch(nodes, here, register, remotes, transport, promises, alarm, ticker));
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

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addExecutor(ServiceExecutor executor) {
        executors.add(executor);
    }

    void removeExecutor(ServiceExecutor executor) {
        executors.remove(executor);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setScoreProvider(ScoreProvider provider) {
        scores.set(provider);
    }

    void unsetScoreProvider(ScoreProvider provider) {
        scores.clear(provider);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setPeerTransport(PeerTransport next) {
        transport.set(next);
    }

    void unsetPeerTransport(PeerTransport gone) {
        transport.clear(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStatusDelivery(StatusDelivery delivery) {
        deliveries.add(delivery);
    }

    void removeStatusDelivery(StatusDelivery delivery) {
        deliveries.remove(delivery);
    }

    @Override
    public List<Node> nodes() {
        return nodes.all();
    }

    @Override
    public CompletionStage<Outcome> request(ServiceRequest request) {
        return line.request(request);
    }

    @Override
    public CompletionStage<Placement> place(ServiceRequest request) {
        return decider.decide(ids.get(), request).thenApply(Decision::placement);
    }

    @Override
    public List<ServiceStatus> services() {
        return table.statuses();
    }

    @Override
    public Optional<ServiceStatus> service(ExecutionId id) {
        return table.find(id).map(ExecutionRecord::status);
    }

    @Override
    public Optional<Placement> placement(ExecutionId id) {
        return table.find(id).map(ExecutionRecord::placement);
    }

    @Override
    public Optional<List<OutputLine>> output(ExecutionId id) {
        return table.find(id).map(execution -> output.lines(execution.id()));
    }

    @Override
    public boolean stop(ExecutionId id) {
        Optional<ExecutionRecord> execution = table.find(id);
        execution.ifPresent(ExecutionRecord::stop);
        return execution.isPresent();
    }

    @Override
    public Subscription subscribe(ServiceListener listener) {
        return listeners.subscribe(listener);
    }

    @Override
    public Node self() {
        return nodes.self();
    }

    @Override
    public String life() {
        return life;
    }

    @Override
    public Load load() {
        return hosting.load();
    }

    @Override
    public Reception host(ExecutionOrder order, Origin origin) {
        return hosting.host(order, origin);
    }

    @Override
    public boolean report(NodeId from, ExecutionId execution, Report report) {
        return remotes.report(from, execution, report);
    }

    @Override
    public boolean stop(NodeId from, ExecutionId execution) {
        return hosting.stop(from, execution);
    }

    @Deactivate
    void close() {
        alarm.close();
        hosting.close();
        outbox.close();
    }
}

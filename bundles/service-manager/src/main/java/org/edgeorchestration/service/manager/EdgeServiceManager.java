// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.Threads;
import org.edgeorchestration.api.node.Ticker;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The straight line from a request to its outcome: {@link Candidates} → {@link Scoring} → {@link Choice} → {@link Dispatch};
 * and the memory of what became of it: {@link ExecutionTable}. This class only joins them.
 *
 * <p>Executors, the score provider and the delivery of callbacks may come and go while executions live. On close
 * executions go on: stopping what runs is the affair of the executor that runs it.
 *
 * <p>Immediate, because a delayed component would end, and its memory with it, whenever its last user lets go.
 */
@Component(immediate = true, configurationPid = EdgeServiceManager.PID)
@Designate(ocd = EdgeServiceManager.Config.class)
public final class EdgeServiceManager implements ServiceManager {
    /** The configuration's name. */
    static final String PID = "org.edgeorchestration.service.manager";

    private static final Logger LOG = LoggerFactory.getLogger(EdgeServiceManager.class);

    /** What this bundle keeps, and for how long. */
    @ObjectClassDefinition(name = "Edge Orchestration: service manager")
    @interface Config {
        @AttributeDefinition(
                description = "Executions that may live at one time; a request beyond that is answered 429")
        int executions_limit() default 10_000;

        @AttributeDefinition(
                description = "Bytes of memory that the orders of all living executions may take; beyond that: 429")
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

    private final LocalExecutors executors = new LocalExecutors();
    private final Slot<ScoreProvider> scores = new Slot<>();
    private final Slot<StatusDelivery> delivery = new Slot<>();
    private final Listeners listeners = new Listeners();
    private final Nodes nodes;
    private final OutputStore output;
    private final ExecutionTable table;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Decider decider;
    private final Dispatch dispatch;

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
        nodes = new Nodes(self, executors);
        output = new OutputStore(limits.outputPerExecution(), limits.outputInAll());
        table = new ExecutionTable(limits.living(), limits.livingBytes(), limits.ended(), output::forget);
        keys = new IdempotencyKeys(limits.keys(), limits.keyLifetime(), ticker);
        outbox = new MemoryOutbox(threads.scheduler("callbacks"), delivery, ticker, patience, limits.callbacks());
        decider = new Decider(nodes, executors, new Scoring(self.id(), scores, time), time);
        dispatch = new Dispatch(
                self,
                executors,
                table,
                List.of(table, output, new ExecutionLog(), new Callbacks(outbox), listeners),
                time);
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
    void setStatusDelivery(StatusDelivery next) {
        delivery.set(next);
    }

    void unsetStatusDelivery(StatusDelivery gone) {
        delivery.clear(gone);
    }

    @Override
    public List<Node> nodes() {
        return nodes.all();
    }

    @Override
    public CompletionStage<Outcome> request(ServiceRequest request) {
        return request.idempotencyKey()
                .map(key -> keys.once(key, request, () -> run(request)))
                .orElseGet(() -> run(request));
    }

    private CompletionStage<Outcome> run(ServiceRequest request) {
        ExecutionId id = ExecutionId.random();
        try {
            return decider.decide(id, request)
                    .thenCompose(decision -> act(id, request, decision))
                    .exceptionally(bug -> broken(id, bug));
        } catch (RuntimeException bug) {
            return CompletableFuture.completedStage(broken(id, bug));
        }
    }

    private CompletionStage<Outcome> act(ExecutionId id, ServiceRequest request, Decision decision) {
        return decision.placement()
                .choice()
                .flatMap(choice -> request.variant(choice.type()))
                .map(variant -> dispatch.dispatch(Orders.order(id, request, variant), request, decision.placement()))
                .orElseGet(() -> CompletableFuture.completedStage(new Outcome.Refused(decision.refusal())));
    }

    /** A caller is never left without an answer; the code is the Go project's (specification, section 1.3.6). */
    private static Outcome broken(ExecutionId id, Throwable bug) {
        LOG.error("execution={} request broke", id, bug);
        return new Outcome.Refused(Refusal.declined(
                "INTERNAL_SERVER_ERROR", "this node could not handle the request; its log says why under " + id));
    }

    @Override
    public CompletionStage<Placement> place(ServiceRequest request) {
        return decider.decide(ExecutionId.random(), request).thenApply(Decision::placement);
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

    @Deactivate
    void close() {
        outbox.close();
    }
}

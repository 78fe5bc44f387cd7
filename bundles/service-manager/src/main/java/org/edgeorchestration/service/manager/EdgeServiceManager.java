// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.Farewell;
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
import org.osgi.service.metatype.annotations.Designate;

/**
 * Decides where services run ({@link Line}), runs those that other nodes send here ({@link Hosting}), and remembers what became
 * of all of them ({@link ExecutionTable}). This class is the way to its {@link Parts}.
 *
 * <p>Executors, the score provider, the deliveries of statuses and the way to other nodes may come and go while executions
 * live. On close executions go on: stopping what runs is the affair of the executor that runs it.
 *
 * <p>Immediate, because a delayed component would end, and its memory with it, whenever its last user lets go.
 */
// the last at a farewell: what executors tell then is to get out
@Component(immediate = true, configurationPid = EdgeServiceManager.PID, property = "service.ranking:Integer=-1000")
@Designate(ocd = Parts.Config.class)
public final class EdgeServiceManager implements ServiceManager, PeerRequests, Farewell {
    /** The configuration's name. */
    static final String PID = "org.edgeorchestration.service.manager";

    private final String life = UUID.randomUUID().toString();
    private final Parts parts;

    @Activate
    public EdgeServiceManager(
            Parts.Config config,
            @Reference LocalNode self,
            @Reference Threads threads,
            @Reference InstantSource time,
            @Reference Ticker ticker) {
        this(new Parts(Limits.of(config), Patience.of(config), self, threads, time, ticker, ExecutionId::random));
    }

    EdgeServiceManager(Parts parts) {
        this.parts = parts;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addExecutor(ServiceExecutor executor) {
        parts.executors.add(executor);
    }

    void removeExecutor(ServiceExecutor executor) {
        parts.executors.remove(executor);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setScoreProvider(ScoreProvider provider) {
        parts.scores.set(provider);
    }

    void unsetScoreProvider(ScoreProvider provider) {
        parts.scores.clear(provider);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setPeerTransport(PeerTransport next) {
        parts.transport.set(next);
    }

    void unsetPeerTransport(PeerTransport gone) {
        parts.transport.clear(gone);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStatusDelivery(StatusDelivery delivery) {
        parts.deliveries.add(delivery);
    }

    void removeStatusDelivery(StatusDelivery delivery) {
        parts.deliveries.remove(delivery);
    }

    @Override
    public List<Node> nodes() {
        return parts.nodes.all();
    }

    @Override
    public CompletionStage<Outcome> request(ServiceRequest request) {
        return parts.line.request(request);
    }

    @Override
    public CompletionStage<Placement> place(ServiceRequest request) {
        return parts.decider.decide(parts.ids.get(), request).thenApply(Decision::placement);
    }

    @Override
    public List<ServiceStatus> services() {
        return parts.table.statuses();
    }

    @Override
    public Optional<ServiceStatus> service(ExecutionId id) {
        return parts.table.find(id).map(ExecutionRecord::status);
    }

    @Override
    public Optional<Placement> placement(ExecutionId id) {
        return parts.table.find(id).map(ExecutionRecord::placement);
    }

    @Override
    public Optional<List<OutputLine>> output(ExecutionId id) {
        return parts.table.find(id).map(execution -> parts.output.lines(execution.id()));
    }

    @Override
    public boolean stop(ExecutionId id) {
        Optional<ExecutionRecord> execution = parts.table.find(id);
        execution.ifPresent(ExecutionRecord::stop);
        return execution.isPresent();
    }

    @Override
    public Subscription subscribe(ServiceListener listener) {
        return parts.listeners.subscribe(listener);
    }

    @Override
    public Node self() {
        return parts.nodes.self();
    }

    @Override
    public String life() {
        return life;
    }

    @Override
    public Load load() {
        return parts.hosting.load();
    }

    @Override
    public Reception host(ExecutionOrder order, Origin origin) {
        return parts.hosting.host(order, origin);
    }

    @Override
    public boolean report(NodeId from, ExecutionId execution, Report report) {
        return parts.remotes.report(from, execution, report);
    }

    @Override
    public boolean stop(NodeId from, ExecutionId execution) {
        return parts.hosting.stop(from, execution);
    }

    @Override
    public void beforeStop() {
        parts.settle();
    }

    @Deactivate
    void close() {
        parts.close();
    }
}

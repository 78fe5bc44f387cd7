// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.edgeorchestration.api.service.Placement.Candidate.Excluded;
import org.edgeorchestration.api.service.ServiceRequest;

/**
 * One order on its way to a node that takes it: where it may go next, and what was said where it was turned away. At one node at
 * a time, so one thread at a time.
 */
final class Journey {
    /** More nodes are not tried; whoever waits for an answer should have it. */
    private static final int TRIES = Survey.CHOICES;

    /** As long the nodes that an order on record did not get to are tried again: so long a node may be gone. */
    static final Duration TRIED_FOR = Leases.OURS;

    private final ExecutionId id;
    private final ServiceRequest request;
    private final Decision decision;
    private final Register register;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Candidate> unreached = new ArrayList<>();
    private Placement placement;
    private Optional<ExecutionRecord> record = Optional.empty();
    private int tries;
    private OptionalLong unreachedSince = OptionalLong.empty();

    Journey(ExecutionId id, ServiceRequest request, Decision decision, Register register) {
        this.id = id;
        this.request = request;
        this.decision = decision;
        this.register = register;
        this.placement = decision.placement();
    }

    ExecutionId id() {
        return id;
    }

    /**
     * The node to try now: the best of those that are left, and then again of those that the order did not get to: on a bad network it may
     * the next time. Empty when nobody is left, or enough were tried.
     */
    Optional<Node> next() {
        if (placement.choice().isEmpty() && tries < TRIES && !unreached.isEmpty()) {
            replace(candidate -> among(unreached, candidate.node().id()).orElse(candidate));
            unreached.clear();
        }
        return placement
                .choice()
                .filter(choice -> tries++ < TRIES)
                .map(choice -> placement.candidates().get(0).node());
    }

    /** What the node to try now is asked to do. */
    ExecutionOrder order() {
        return placement
                .choice()
                .flatMap(choice -> request.variant(choice.type()))
                .map(variant -> Orders.order(id, request, variant))
                .orElseThrow(() -> new IllegalStateException("a candidate's type is one of the request's"));
    }

    /** The record of an order that goes to another node now; empty when there is no room for it. */
    Optional<ExecutionRecord> goesTo(Node peer) {
        return enter(Place.at(peer, placement));
    }

    /** The record of an order that is begun on this node now; empty when there is no room for it. */
    Optional<ExecutionRecord> staysAt(Node self) {
        return enter(Place.here(self, placement));
    }

    /**
     * Whether there are nodes that the order did not get to, and it is not too late; if so, {@link #next} names each of them once more.
     *
     * @param now on the {@link org.edgeorchestration.api.node.Ticker}
     */
    boolean again(long now) {
        long since = unreachedSince.orElse(now);
        unreachedSince = OptionalLong.of(since);
        tries = Math.max(0, TRIES - unreached.size());
        return now - since < TRIED_FOR.toNanos() && !unreached.isEmpty();
    }

    private Optional<ExecutionRecord> enter(Place place) {
        if (record.isPresent()) {
            record.get().move(order(), place);
        } else {
            record = register.open(order(), Client.application(request.statusCallback()), place);
        }
        return record;
    }

    /** The node that was tried refused. */
    void refused(NodeId node, Refusal refusal) {
        refusals.add(refusal);
        turnedAway(node, refusal.reason());
    }

    /** The order did not get to the node that was tried. */
    void notReached(NodeId node, String why) {
        among(placement.candidates(), node).ifPresent(unreached::add);
        turnedAway(node, why);
    }

    /** The node that was tried does not have the order: it is a candidate no longer, and the placement says why. */
    void turnedAway(NodeId node, String why) {
        replace(candidate ->
                candidate instanceof Eligible && candidate.node().id().equals(node)
                        ? new Excluded(candidate.node(), why)
                        : candidate);
    }

    private void replace(UnaryOperator<Candidate> newer) {
        List<Candidate> now = placement.candidates().stream().map(newer).toList();
        placement = Choice.decide(id, placement.decided(), now, placement.omitted());
    }

    private static Optional<Candidate> among(List<? extends Candidate> candidates, NodeId node) {
        return candidates.stream()
                .filter(Eligible.class::isInstance)
                .filter(candidate -> candidate.node().id().equals(node))
                .map(Candidate.class::cast)
                .findFirst();
    }

    /** The answer when a node has the order, or may have it. */
    Outcome placed() {
        var status = record.orElseThrow().status();
        return new Outcome.Placed(id, status.target(), status.type());
    }

    /** The answer when nobody took it and nobody was told of it. */
    Outcome refused() {
        record.ifPresent(register::withdraw);
        return new Outcome.Refused(refusal());
    }

    /** The end when nobody took it, but whoever asked was told that it is placed. */
    void failed() {
        ExecutionStatus end = record.filter(ExecutionRecord::stopAsked).isPresent()
                ? new ExecutionStatus.Stopped(OptionalInt.empty())
                : new ExecutionStatus.Failed(
                        OptionalInt.empty(), "no node took it: " + refusal().reason());
        record.ifPresent(acknowledged -> acknowledged.changed(end));
    }

    boolean stopAsked() {
        return record.filter(ExecutionRecord::stopAsked).isPresent();
    }

    /** Of several refusals the one that helps the caller most: come again later, then correct the request. */
    private Refusal refusal() {
        Decision now = new Decision(placement, decision.verdict());
        if (tries == 0) {
            return now.refusal();
        }
        List<Refusal> said =
                Stream.concat(refusals.stream(), decision.verdict().stream()).toList();
        if (said.size() == 1 && placement.candidates().size() == 1) {
            return said.get(0);
        }
        Optional<Refusal> best = said.stream().min(Comparator.comparingInt(refusal -> switch (refusal.kind()) {
            case BUSY -> 0;
            case MALFORMED -> 1;
            case DECLINED -> 2;
        }));
        return new Decision(placement, best).refusal();
    }
}

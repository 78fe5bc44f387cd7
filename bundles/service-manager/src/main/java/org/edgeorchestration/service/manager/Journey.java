// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

    /** As long a node is sought for an order that is said to be placed: so long a node may be gone. */
    static final Duration SOUGHT_FOR = Leases.OURS;

    private final ExecutionId id;
    private final ServiceRequest request;
    private final Register register;
    private final Map<NodeId, Refusal> refusals = new LinkedHashMap<>();
    private Decision decision;
    private Placement placement;
    private Optional<ExecutionRecord> record = Optional.empty();
    private int tries;
    private boolean notReached;
    private OptionalLong soughtSince = OptionalLong.empty();

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

    ServiceRequest request() {
        return request;
    }

    /** The node to try now: the best of those that are left; empty when nobody is, or enough were tried. */
    Optional<Node> next() {
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
     * Whether another decision may find a node that takes it: the order did not get to some, which on a bad network it may the next time,
     * and those that were late were not asked as long as there was a choice.
     */
    boolean maySeek() {
        return notReached && tries < TRIES;
    }

    /**
     * The same for an order of which it is said already that it is placed: it is in no haste, but one day it is too late.
     *
     * @param now on the {@link org.edgeorchestration.api.node.Ticker}
     */
    boolean maySeekLater(long now) {
        long since = soughtSince.orElse(now);
        soughtSince = OptionalLong.of(since);
        tries = Math.min(tries, TRIES - 1);
        return notReached && now - since < SOUGHT_FOR.toNanos();
    }

    /** Whether there is somebody to try. */
    boolean hasChoice() {
        return placement.choice().isPresent();
    }

    /** Decided anew; whoever has refused is not asked again. */
    void seeks(Decision newer) {
        decision = newer;
        Map<NodeId, Candidate> candidates = new LinkedHashMap<>();
        newer.placement()
                .candidates()
                .forEach(candidate -> candidates.put(candidate.node().id(), candidate));
        placement.candidates().stream()
                .filter(candidate -> refusals.containsKey(candidate.node().id()))
                .forEach(candidate -> candidates.put(candidate.node().id(), candidate));
        placement = Choice.decide(
                id,
                newer.placement().decided(),
                List.copyOf(candidates.values()),
                newer.placement().omitted());
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
        refusals.put(node, refusal);
        turnedAway(node, refusal.reason());
    }

    /** The order did not get to the node that was tried. */
    void notReached(NodeId node, String why) {
        notReached = true;
        turnedAway(node, why);
    }

    /** The node that was tried does not have the order: it is a candidate no longer, and the placement says why. */
    private void turnedAway(NodeId node, String why) {
        List<Candidate> left = placement.candidates().stream()
                .map(candidate ->
                        candidate instanceof Eligible && candidate.node().id().equals(node)
                                ? new Excluded(candidate.node(), why)
                                : candidate)
                .toList();
        placement = Choice.decide(id, placement.decided(), left, placement.omitted());
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
        List<Refusal> said = Stream.concat(refusals.values().stream(), decision.verdict().stream())
                .toList();
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

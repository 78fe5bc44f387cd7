// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.scoring.Sample;
import org.edgeorchestration.api.scoring.ScoreProvider;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.Placement.Candidate.Eligible;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what other nodes order, once each: an order that comes again gets the first one's answer. Where a refusal would not be
 * heard, as on nodes of the Go project, every order is accepted; it may then wait for its turn, or fail. Any thread; never
 * blocks.
 */
final class Hosting {
    private static final Refusal TOO_MANY = Refusal.busy(
            "this node has taken so many orders in the last seconds that it could not tell a repeated one");

    private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);

    private final Nodes nodes;
    private final Here here;
    private final Register register;
    private final ExecutionTable table;
    private final Scoring scoring;
    private final Supplier<Optional<ScoreProvider>> scores;
    private final LocalWork work;
    private final InstantSource time;
    private final WaitingLine line;
    private final GivenAnswers given;

    Hosting(
            Nodes nodes,
            Here here,
            Register register,
            ExecutionTable table,
            Scoring scoring,
            Supplier<Optional<ScoreProvider>> scores,
            LocalWork work,
            InstantSource time,
            Ticker ticker,
            Alarm alarm) {
        this.nodes = nodes;
        this.here = here;
        this.register = register;
        this.table = table;
        this.scoring = scoring;
        this.scores = scores;
        this.work = work;
        this.time = time;
        this.given = new GivenAnswers(ticker);
        this.line = new WaitingLine(
                alarm, ticker, this::begin, (waiting, why) -> fail(waiting.order(), waiting.origin(), why));
    }

    /** How busy this node is. */
    Load load() {
        return new Load(
                scores.get().flatMap(ScoreProvider::sample).map(Sample::resources),
                OptionalDouble.empty(),
                work.running(),
                work.waiting() + line.size(),
                table.full());
    }

    /** Takes an order, or says why not. The lock makes two that come at one time one. */
    synchronized Reception host(ExecutionOrder order, Origin origin) {
        Optional<GivenAnswers.Answer> known = given.find(order.id());
        if (known.filter(first -> first.answers(origin)).isPresent()) {
            return known.get().reception();
        }
        if (known.filter(first -> !first.from(origin)).isPresent()
                || table.find(order.id()).isPresent()) {
            return taken(order.id(), origin);
        }
        boolean room = given.room();
        if (origin.hearsRefusals() && !room) {
            return new Reception.Refused(TOO_MANY);
        }
        Reception reception = answer(order, origin);
        if (room) { // an order of a node that hears no refusal got its id here and never comes again: it displaces
            // nobody's
            given.add(order.id(), origin, reception);
        }
        return reception;
    }

    /** Never so for a node that does not hear refusals: the ids of its orders are made on this side of the wire. */
    private static Reception taken(ExecutionId id, Origin origin) {
        LOG.warn("execution={} origin={} orders what is another one's already", id, origin.address());
        return origin.hearsRefusals()
                ? new Reception.Refused(Refusal.malformed("another execution has the id " + id))
                : new Reception.Accepted();
    }

    private Reception answer(ExecutionOrder order, Origin origin) {
        return begin(order, origin)
                .map(refusal -> refuse(order, origin, refusal))
                .orElseGet(Reception.Accepted::new);
    }

    private Reception refuse(ExecutionOrder order, Origin origin, Refusal refusal) {
        if (origin.hearsRefusals()) {
            return new Reception.Refused(refusal);
        }
        if (refusal.kind() != Refusal.Kind.BUSY || !line.add(order, origin)) {
            fail(order, origin, refusal.reason());
        }
        return new Reception.Accepted();
    }

    private Optional<Refusal> begin(ExecutionOrder order, Origin origin) {
        try {
            return here.begin(order, () -> register.open(order, Client.node(origin), place(order, origin)));
        } catch (RuntimeException bug) {
            LOG.error("execution={} the order of another node broke", order.id(), bug);
            return Optional.of(Here.broken(order.id()));
        }
    }

    private void fail(ExecutionOrder order, Origin origin, String why) {
        register.fail(order, Client.node(origin), place(order, origin), why);
    }

    /** Somebody else has chosen: this node is the only candidate. */
    private Place place(ExecutionOrder order, Origin origin) {
        Node self = nodes.self();
        Eligible candidate = scoring.here(self, order.type());
        String reason = "asked by "
                + origin.node().map(node -> "node " + node + " at ").orElse("the node at ")
                + origin.address().getHostAddress();
        return Place.here(
                self,
                new Placement(
                        time.instant(),
                        List.of(candidate),
                        Optional.of(new Placement.Choice(self.id(), order.type(), reason))));
    }

    /** Ends an execution that runs here for {@code from}; whether it is one of that node's. */
    boolean stop(NodeId from, ExecutionId id) {
        Optional<ExecutionRecord> execution = table.find(id)
                .filter(record -> record.client().origin().flatMap(Origin::node).equals(Optional.of(from)));
        execution.ifPresent(ExecutionRecord::stop);
        return execution.isPresent();
    }

    /** Says what is given up: nobody will try these orders again. */
    void close() {
        if (line.size() > 0) {
            LOG.warn("{} orders of other nodes still waited for their turn when this node stopped", line.size());
        }
    }
}

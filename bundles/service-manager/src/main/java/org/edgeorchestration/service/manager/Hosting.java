// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
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
 * heard, as on nodes of the Go project, every order is accepted; it may then wait for its turn, or fail. Any thread; an
 * order that comes again may wait for the first one's answer.
 */
final class Hosting {
    /** Shorter than a node listens for the answer to its order. */
    private static final Duration REPEATED_WAITS = Duration.ofMillis(1_500);

    private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);

    private final Nodes nodes;
    private final Here here;
    private final Register register;
    private final ExecutionTable table;
    private final Scoring scoring;
    private final Supplier<Optional<ScoreProvider>> scores;
    private final LocalWork work;
    private final InstantSource time;
    private final Alarm turns;
    private final WaitingLine line;
    private final GivenAnswers given;

    /** @param turns for the orders that wait alone, since an executor may hang on it; closed with this */
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
            Alarm turns) {
        this.nodes = nodes;
        this.here = here;
        this.register = register;
        this.table = table;
        this.scoring = scoring;
        this.scores = scores;
        this.work = work;
        this.time = time;
        this.turns = turns;
        this.given = new GivenAnswers(id -> table.find(id).map(ExecutionRecord::client), REPEATED_WAITS, ticker);
        this.line = new WaitingLine(
                turns,
                ticker,
                (order, origin) -> begin(order, origin, () -> {}),
                (waiting, why) -> fail(waiting.order(), waiting.origin(), why));
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

    /**
     * Takes an order, or says why not.
     *
     * @throws IllegalStateException when it came before and that one's answer is {@linkplain GivenAnswers#to not known in time}
     */
    Reception host(ExecutionOrder order, Origin origin) {
        return given.to(order.id(), origin, answer -> decide(order, origin, answer));
    }

    private void decide(ExecutionOrder order, Origin origin, CompletableFuture<Reception> answer) {
        answer.complete(begin(order, origin, () -> answer.complete(new Reception.Accepted()))
                .map(refusal -> refuse(order, origin, refusal))
                .orElseGet(Reception.Accepted::new));
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

    /** @param certain run when the order will not be refused any more, before its executor gets it */
    private Optional<Refusal> begin(ExecutionOrder order, Origin origin, Runnable certain) {
        try {
            return here.begin(order, () -> {
                Optional<ExecutionRecord> record = register.open(order, Client.node(origin), place(order, origin));
                record.ifPresent(opened -> certain.run());
                return record;
            });
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
        turns.close();
        if (line.size() > 0) {
            LOG.warn("{} orders of other nodes still waited for their turn when this node stopped", line.size());
        }
    }
}

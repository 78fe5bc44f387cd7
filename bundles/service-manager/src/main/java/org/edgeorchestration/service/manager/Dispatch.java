// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.PeerTransport;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fourth step of the line: hands the order to the chosen node, or, as long as nothing runs, to the next best. An order is
 * at one node at a time:
 *
 * <ul>
 *   <li>accepted: it is there, and stays there;
 *   <li>refused or not reached: it is not there, so the next node may have it, at once; when nobody is left, and some were not reached,
 *       it is decided anew;
 *   <li>unknown: it may be there, so nobody else gets it. Whoever asked is told that it is placed, and the node is asked again
 *       which of the other two it is, where it can be ({@link Doubts}). As long as an order is under way it is unknown as well, so
 *       whoever asked is told the same when that takes long.
 * </ul>
 *
 * <p>Another node's order is on record before it leaves, because news of it may be back before the answer. Any thread; never
 * blocks.
 */
final class Dispatch {
    /** Whoever asks for a service does not wait longer to hear whether the node has the order: it may have died a moment ago. */
    static final Duration CALLER_WAITS = Duration.ofMillis(200);

    /** Between two decisions about an order that got to nobody. */
    static final Duration SOUGHT_EVERY = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Nodes nodes;
    private final Decider decider;
    private final Here here;
    private final Register register;
    private final RemoteExecutions remotes;
    private final Courier courier;
    private final Doubts doubts;
    private final Alarm alarm;
    private final Ticker ticker;

    Dispatch(
            Nodes nodes,
            Decider decider,
            Here here,
            Register register,
            RemoteExecutions remotes,
            Supplier<Optional<PeerTransport>> transport,
            Promises promises,
            Alarm alarm,
            Ticker ticker) {
        this.nodes = nodes;
        this.decider = decider;
        this.here = here;
        this.register = register;
        this.remotes = remotes;
        this.courier = new Courier(transport, promises);
        this.doubts = new Doubts(courier, alarm, ticker);
        this.alarm = alarm;
        this.ticker = ticker;
    }

    /** Completes when a node has accepted the order, or may have, or nobody will. */
    CompletionStage<Outcome> dispatch(ExecutionId id, ServiceRequest request, Decision decision) {
        Journey journey = new Journey(id, request, decision, register);
        return next(journey).thenApply(placed -> placed ? journey.placed() : journey.refused());
    }

    /** Completes with whether a node took it. */
    private CompletionStage<Boolean> next(Journey journey) {
        Optional<Node> node = journey.next();
        if (node.isEmpty()) {
            return journey.maySeek() ? seek(journey) : CompletableFuture.completedStage(false);
        }
        return node.get().id().equals(nodes.id()) ? here(journey, node.get()) : away(journey, node.get());
    }

    /** Decides anew, once what is known of those that the order did not get to is known to the decision as well. */
    private CompletionStage<Boolean> seek(Journey journey) {
        return CompletableFuture.completedStage(journey.request())
                .thenCompose(request -> decider.decide(journey.id(), request))
                .thenCompose(decision -> {
                    journey.seeks(decision);
                    return journey.stopAsked() || !journey.hasChoice()
                            ? CompletableFuture.completedStage(false)
                            : next(journey);
                })
                .exceptionally(bug -> {
                    LOG.error("execution={} cannot be decided anew", journey.id(), bug);
                    return false;
                });
    }

    private CompletionStage<Boolean> here(Journey journey, Node self) {
        Optional<Refusal> refusal = here.begin(journey.order(), () -> journey.staysAt(self));
        if (refusal.isEmpty()) {
            return CompletableFuture.completedStage(true);
        }
        journey.refused(self.id(), refusal.get());
        return next(journey);
    }

    private CompletionStage<Boolean> away(Journey journey, Node node) {
        ExecutionOrder order = journey.order();
        Optional<Peer> peer = courier.peer(node.id());
        if (peer.isEmpty()) {
            journey.notReached(node.id(), "node " + node.id() + " has just gone");
            return next(journey);
        }
        Optional<ExecutionRecord> record = journey.goesTo(node);
        if (record.isEmpty()) {
            journey.refused(node.id(), Register.FULL);
            return CompletableFuture.completedStage(false);
        }
        RemoteExecution execution = remotes.add(record.get(), peer.get());
        CompletableFuture<Boolean> inTime = new CompletableFuture<>();
        CompletableFuture<Boolean> placed = new CompletableFuture<>();
        alarm.after(CALLER_WAITS, () -> {
            if (inTime.complete(false)) {
                execution.unsure();
                placed.complete(true);
            }
        });
        courier.send(node.id(), order).thenAccept(reception -> {
            if (!inTime.complete(true)) {
                settleLate(journey, execution, order, reception);
            } else if (reception instanceof Reception.Accepted) {
                // first whoever waits for it, then all who look on: it has been on record since before it left
                placed.complete(true);
                execution.there();
            } else {
                settle(journey, execution, order, reception).thenAccept(placed::complete);
            }
        });
        return placed;
    }

    private CompletionStage<Boolean> settle(
            Journey journey, RemoteExecution execution, ExecutionOrder order, Reception reception) {
        if (reception instanceof Reception.Unknown unknown) {
            doubts.add(execution, order, unknown.why(), refusal -> moveOn(journey, execution, refusal));
        } else if (execution.withdraw()) {
            remotes.remove(execution.id());
            turnAway(journey, execution.peer(), reception);
            return next(journey);
        }
        return CompletableFuture.completedStage(true);
    }

    /** Whoever asked was told already that it is placed. */
    private void settleLate(Journey journey, RemoteExecution execution, ExecutionOrder order, Reception reception) {
        execution.unsure(); // on whichever thread that is noticed, it comes first
        if (reception instanceof Reception.Unknown unknown) {
            doubts.add(execution, order, unknown.why(), refusal -> moveOn(journey, execution, refusal));
        } else if (reception instanceof Reception.Accepted) {
            execution.there();
        } else {
            moveOn(journey, execution, reception);
        }
    }

    private static void turnAway(Journey journey, NodeId peer, Reception reception) {
        LOG.debug("execution={} peer={} did not take it: {}", journey.id(), peer, reception);
        if (reception instanceof Reception.Refused refused) {
            journey.refused(peer, refused.refusal());
        } else if (reception instanceof Reception.NotReached notReached) {
            journey.notReached(peer, notReached.why());
        }
    }

    /** Nothing runs there, as is known now: the next best may have it. Whoever asked was told already that it is placed. */
    private void moveOn(Journey journey, RemoteExecution execution, Reception reception) {
        if (!execution.withdraw()) {
            return;
        }
        remotes.remove(execution.id());
        turnAway(journey, execution.peer(), reception);
        goOn(journey, execution.peer(), this::next);
    }

    /**
     * On a network that is bad for a moment a node may be out of reach that is there again in the next one: whoever was told that the
     * order is placed has time, so a node for it is sought for a while.
     */
    private void goOn(Journey journey, NodeId from, Function<Journey, CompletionStage<Boolean>> how) {
        CompletionStage<Boolean> placed =
                journey.stopAsked() ? CompletableFuture.completedStage(false) : how.apply(journey);
        placed.thenAccept(there -> {
            if (there) {
                LOG.info("execution={} peer={} did not take it: it goes on elsewhere", journey.id(), from);
            } else if (!journey.stopAsked() && journey.maySeekLater(ticker.nanoTime())) {
                alarm.after(SOUGHT_EVERY, () -> goOn(journey, from, this::seek));
            } else {
                journey.failed();
            }
        });
    }
}

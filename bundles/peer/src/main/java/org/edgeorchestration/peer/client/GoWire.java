// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** The way to a node of the Go project. Nothing is said twice to it, and nothing that it could not bear. */
final class GoWire implements PeerWire {
    private final Endpoint endpoint;
    private final Manner manner;
    private final GoExecutions executions;
    private final GoCalls calls;
    private final GoQuestions questions;

    GoWire(Speaker speaker, Endpoint endpoint, Manner manner, GoExecutions executions) {
        this.endpoint = endpoint;
        this.manner = manner;
        this.executions = executions;
        this.calls = new GoCalls(speaker, endpoint, manner.encoding());
        this.questions = new GoQuestions(speaker, endpoint, manner, calls);
    }

    @Override
    public Profile profile() {
        return manner.profile();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public CompletableFuture<Answer> ask(Duration within) {
        return questions.ask(within);
    }

    /**
     * Asks for the first time.
     *
     * @param roundTrip the way there and back, measured already
     */
    CompletableFuture<Answer> tryOut(Duration roundTrip, Duration within) {
        return questions.tryOut(roundTrip, within);
    }

    @Override
    public CompletableFuture<Reception> execute(NodeId peer, ExecutionOrder order, Duration within, Witness witness) {
        try {
            ExecutionOrder bearable = bearable(order);
            return profile().mixesUpItsContainers() && order.type().equals(ExecutionType.CONTAINER)
                    ? executions
                            .turns()
                            .send(
                                    peer,
                                    order.id(),
                                    () -> send(peer, bearable, within, witness),
                                    () -> sendWhereItIs(peer, order, within))
                    : send(peer, bearable, within, witness);
        } catch (GoOrder.Unbearable e) {
            return notSent(peer, e);
        }
    }

    private ExecutionOrder bearable(ExecutionOrder order) throws GoOrder.Unbearable {
        return GoOrder.bearable(manner.profile(), endpoint.tls(), order);
    }

    private static CompletableFuture<Reception> notSent(NodeId peer, GoOrder.Unbearable why) {
        return CompletableFuture.completedFuture(
                new Reception.NotReached(peer + " was not sent the order: " + Failures.words(why)));
    }

    /** One that has waited is sent to where the node is then: at this address there may be another by now. */
    private CompletableFuture<Reception> sendWhereItIs(NodeId peer, ExecutionOrder order, Duration within) {
        Optional<KnownPeer> now = executions.find(peer);
        if (now.isEmpty() || !(now.get().state().wire() instanceof GoWire wire)) {
            return CompletableFuture.completedFuture(
                    new Reception.NotReached("no node of the Go project is known as " + peer + " any more"));
        }
        try {
            return wire.send(peer, wire.bearable(order), within, now.get());
        } catch (GoOrder.Unbearable e) {
            return notSent(peer, e);
        }
    }

    private CompletableFuture<Reception> send(NodeId peer, ExecutionOrder order, Duration within, Witness witness) {
        Optional<Long> number = executions.expect(peer, endpoint.address(), manner.encoding(), order.id());
        if (number.isEmpty()) {
            return CompletableFuture.completedFuture(new Reception.NotReached(
                    "too many executions at nodes of the Go project have not been told of yet"));
        }
        long id = number.get();
        var json = profile().namesRequesterAndType()
                ? OrderJson.forGo(order, id, endpoint.address())
                : OrderJson.forP0(order, id, endpoint.address());
        return calls.say("POST", Routes.SERVICES, json, within).handle((answer, failure) -> {
            Reception reception = failure == null ? received(answer) : failed(Failures.cause(failure));
            // who does not understand an order may have another key by now: that is no answer of the peer
            boolean understood = !(reception instanceof Reception.NotReached);
            if (failure == null || (Failures.cause(failure) instanceof OddAnswer && understood)) {
                witness.answered(Optional.empty());
            } else {
                witness.failed(Failures.cause(failure));
            }
            if (reception instanceof Reception.Refused || reception instanceof Reception.NotReached) {
                executions.forget(id);
            }
            return reception;
        });
    }

    private static Reception received(ObjectNode answer) {
        try {
            return StatusAnswer.read(answer)
                    .refusal()
                    .<Reception>map(Reception.Refused::new)
                    .orElseGet(Reception.Accepted::new);
        } catch (UnreadableBody e) {
            return new Reception.Unknown("the answer to the order does not say what became of it");
        }
    }

    private Reception failed(Throwable cause) {
        if (cause instanceof OddAnswer odd) {
            return switch (odd.status()) {
                case HttpURLConnection.HTTP_BAD_REQUEST ->
                    new Reception.Refused(Refusal.declined(
                            "NOT_ALLOWED",
                            endpoint
                                    + " refuses the order: its service, command or requester is not registered there"));
                case HttpURLConnection.HTTP_UNAVAILABLE,
                        HttpURLConnection.HTTP_NOT_FOUND,
                        HttpURLConnection.HTTP_BAD_METHOD -> new Reception.NotReached(Failures.words(odd));
                default -> new Reception.Unknown(Failures.words(odd));
            };
        }
        return Receptions.failed(cause);
    }

    @Override
    public CompletableFuture<Void> stop(ExecutionId execution, Duration within) {
        return CompletableFuture.failedFuture(new IOException("nodes of the Go project, as the one at " + endpoint
                + " is, cannot be asked to end execution " + execution));
    }
}

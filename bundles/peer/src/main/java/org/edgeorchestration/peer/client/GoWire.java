// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.ResourceJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** The way to a node of the Go project. Nothing is said twice to it, and nothing that it could not bear. */
final class GoWire implements PeerWire {
    private static final Duration PING_PAUSE = Duration.ofSeconds(1);
    private static final Duration RESOURCE_PAUSE = Duration.ofSeconds(10);

    private final Speaker speaker;
    private final Endpoint endpoint;
    private final Manner manner;
    private final GoExecutions executions;
    private final GoCalls calls;
    private final AtomicLong pingDue;
    private volatile boolean tellsResources;
    private volatile long resourcesDue;

    GoWire(Speaker speaker, Endpoint endpoint, Manner manner, GoExecutions executions) {
        this.speaker = speaker;
        this.endpoint = endpoint;
        this.manner = manner;
        this.executions = executions;
        this.calls = new GoCalls(speaker, endpoint, manner.encoding());
        this.tellsResources = manner.profile().mayTellResources();
        this.pingDue = new AtomicLong(speaker.ticker().nanoTime());
        this.resourcesDue = pingDue.get();
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
        CompletableFuture<Optional<Duration>> roundTrip = ping(within);
        CompletableFuture<Optional<Resources>> resources = resources(within);
        return score(within)
                .thenCombine(resources, (score, known) -> new Load(known, score.score(), 0, 0, false))
                .thenCombine(roundTrip, GoWire::answer);
    }

    /**
     * Asks for the first time, and no more than is needed to know whether this is the way to speak to it.
     *
     * @param roundTrip the way there and back, measured already
     */
    CompletableFuture<Answer> tryOut(Duration roundTrip, Duration within) {
        pingDue.set(speaker.ticker().nanoTime() + PING_PAUSE.toNanos());
        return score(within).thenCompose(score -> resources(within)
                .thenApply(known -> answer(new Load(known, score.score(), 0, 0, false), Optional.of(roundTrip))));
    }

    private static Answer answer(Load load, Optional<Duration> roundTrip) {
        boolean says = load.goScore().isPresent() || load.resources().isPresent();
        return new Answer(Optional.empty(), "", says ? Optional.of(load) : Optional.empty(), roundTrip);
    }

    private CompletableFuture<ScoreJson> score(Duration within) {
        return calls.say(manner.scoreMethod(), Routes.SCORE, ScoreJson.question(speaker.self()), within)
                .thenCompose(json -> {
                    try {
                        return CompletableFuture.completedFuture(ScoreJson.read(json));
                    } catch (UnreadableBody e) {
                        return CompletableFuture.failedFuture(new IOException(
                                endpoint + " answers a score request with no score: " + Failures.words(e), e));
                    }
                });
    }

    /** The ping is what measures the way: a score takes the node some work. Once a second, however often it is asked. */
    private CompletableFuture<Optional<Duration>> ping(Duration within) {
        long now = speaker.ticker().nanoTime();
        long due = pingDue.get();
        if (now - due < 0 || !pingDue.compareAndSet(due, now + PING_PAUSE.toNanos())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return calls.ping(within)
                .thenApply(reply -> Optional.of(reply.took()))
                .exceptionally(failure -> Optional.empty());
    }

    private CompletableFuture<Optional<Resources>> resources(Duration within) {
        if (!tellsResources || speaker.ticker().nanoTime() - resourcesDue < 0) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return calls.say("GET", Routes.RESOURCE, ScoreJson.question(speaker.self()), within)
                .handle((json, failure) -> {
                    if (failure != null) {
                        noResources(Failures.cause(failure));
                        return Optional.<Resources>empty();
                    }
                    try {
                        return Optional.of(ResourceJson.read(json).resources());
                    } catch (UnreadableBody e) {
                        noResources(e);
                        return Optional.<Resources>empty();
                    }
                });
    }

    /** A route that is not there is not looked for again; a node that has not measured yet is asked again later. */
    private void noResources(Throwable cause) {
        if (cause instanceof OddAnswer odd
                && (odd.status() == HttpURLConnection.HTTP_NOT_FOUND
                        || odd.status() == HttpURLConnection.HTTP_BAD_METHOD)) {
            tellsResources = false;
        } else {
            resourcesDue = speaker.ticker().nanoTime() + RESOURCE_PAUSE.toNanos();
        }
    }

    @Override
    public CompletableFuture<Reception> execute(NodeId peer, ExecutionOrder order, Duration within, Witness witness) {
        try {
            return send(peer, GoOrder.bearable(manner.profile(), endpoint.tls(), order), within, witness);
        } catch (GoOrder.Unbearable e) {
            return CompletableFuture.completedFuture(
                    new Reception.NotReached(peer + " was not sent the order: " + Failures.words(e)));
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
            if (failure == null || Failures.cause(failure) instanceof OddAnswer) {
                witness.answered(Optional.empty());
            } else {
                witness.failed(Failures.cause(failure));
            }
            Reception reception = failure == null ? received(answer) : failed(Failures.cause(failure));
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

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Reception;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.KnownJson;
import org.edgeorchestration.peer.wire.NodeJson;
import org.edgeorchestration.peer.wire.OrderJson;
import org.edgeorchestration.peer.wire.ReportJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.StatusAnswer;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** The way to a node of this project: everything may be said twice, refusals are told, every answer says how busy it is. */
final class OurWire implements PeerWire {
    private final SealedCalls calls;
    private final Speaker speaker;
    private final Hearsay hearsay;

    /** @param hearsay learns whom the node has found silent */
    OurWire(Speaker speaker, Endpoint endpoint, EdgePeer.Hint hint, Hearsay hearsay) {
        this.calls = new SealedCalls(speaker, endpoint, hint);
        this.speaker = speaker;
        this.hearsay = hearsay;
    }

    @Override
    public Profile profile() {
        return Profile.JAVA;
    }

    @Override
    public Endpoint endpoint() {
        return calls.endpoint();
    }

    @Override
    public CompletableFuture<Answer> ask(Duration within) {
        long since = speaker.ticker().nanoTime();
        return calls.say("POST", Routes.SCORE, ScoreJson.question(speaker.self()), within)
                .thenCompose(json ->
                        read(() -> answer(ScoreJson.read(json), speaker.ticker().nanoTime() - since)));
    }

    private Answer answer(ScoreJson score, long nanos) throws UnreadableBody {
        NodeJson self = score.node().orElseThrow(() -> new UnreadableBody("it does not say who it is"));
        hearsay.add(score.silent());
        return new Answer(Optional.of(self.node()), self.life(), score.load(), Optional.of(Duration.ofNanos(nanos)));
    }

    @Override
    public CompletableFuture<Reception> execute(NodeId peer, ExecutionOrder order, Duration within, Witness witness) {
        return calls.say(
                        "POST",
                        Routes.SERVICES,
                        OrderJson.forOurs(order, endpoint().address()),
                        within)
                .thenCompose(json -> read(() -> StatusAnswer.read(json)))
                .thenApply(answer -> {
                    witness.answered(answer.load());
                    return received(answer);
                })
                .exceptionally(failure -> {
                    witness.failed(Failures.cause(failure));
                    return Receptions.failed(Failures.cause(failure));
                });
    }

    private static Reception received(StatusAnswer answer) {
        return answer.refusal().<Reception>map(Reception.Refused::new).orElseGet(Reception.Accepted::new);
    }

    @Override
    public CompletableFuture<Void> stop(ExecutionId execution, Duration within) {
        return calls.say("DELETE", Routes.SERVICES + '/' + execution, JsonNodeFactory.instance.objectNode(), within)
                .thenCompose(json -> read(() -> KnownJson.read(json)))
                .thenCompose(answer -> answer.known()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.failedFuture(
                                new IOException(endpoint() + " does not know execution " + execution)));
    }

    /** Tells news of an execution; whether anybody waits for them. */
    CompletableFuture<Boolean> report(ReportJson report, Duration within) {
        return calls.say("POST", Routes.notification(report.execution()), report.write(), within)
                .thenCompose(json -> read(() -> KnownJson.read(json).known()));
    }

    private <T> CompletableFuture<T> read(Reading<T> reading) {
        try {
            return CompletableFuture.completedFuture(reading.read());
        } catch (UnreadableBody e) {
            return CompletableFuture.failedFuture(new IOException(
                    endpoint() + " answers what this version does not understand: " + Failures.words(e), e));
        }
    }

    /** Takes an answer apart. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws UnreadableBody;
    }
}

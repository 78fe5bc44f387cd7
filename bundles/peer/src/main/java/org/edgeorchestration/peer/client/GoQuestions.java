// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.scoring.Resources;
import org.edgeorchestration.peer.wire.ResourceJson;
import org.edgeorchestration.peer.wire.ScoreJson;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** What a node of the Go project is asked of itself, each thing no more often than it is good for. Any thread. */
final class GoQuestions {
    private static final Duration PING_PAUSE = Duration.ofSeconds(1);
    private static final Duration RESOURCE_PAUSE = Duration.ofSeconds(10);

    private final Speaker speaker;
    private final Endpoint endpoint;
    private final Manner manner;
    private final GoCalls calls;
    private final AtomicLong pingDue;
    private volatile boolean tellsResources;
    private volatile long resourcesDue;

    GoQuestions(Speaker speaker, Endpoint endpoint, Manner manner, GoCalls calls) {
        this.speaker = speaker;
        this.endpoint = endpoint;
        this.manner = manner;
        this.calls = calls;
        this.tellsResources = manner.profile().mayTellResources();
        this.pingDue = new AtomicLong(speaker.ticker().nanoTime());
        this.resourcesDue = pingDue.get();
    }

    /** Asks how busy it is. */
    CompletableFuture<Answer> ask(Duration within) {
        return load(within).thenCombine(ping(within), GoQuestions::answer);
    }

    /**
     * Asks for the first time, and no more than is needed to know whether this is the way to speak to it.
     *
     * @param roundTrip the way there and back, measured already
     */
    CompletableFuture<Answer> tryOut(Duration roundTrip, Duration within) {
        pingDue.set(speaker.ticker().nanoTime() + PING_PAUSE.toNanos());
        return load(within).thenApply(load -> answer(load, Optional.of(roundTrip)));
    }

    /**
     * One question after the other: for each the node opens its database five times, and whoever finds it locked tries again after
     * 50 ms (specification, section 9.2, row 23).
     */
    private CompletableFuture<Load> load(Duration within) {
        return score(within).thenCompose(score -> resources(within)
                .thenApply(known -> new Load(known, score.score(), 0, 0, false)));
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
}

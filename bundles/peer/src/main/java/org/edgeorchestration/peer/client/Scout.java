// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Encoding;

/**
 * Finds out who answers at an address, and how it is spoken to (specification, section 0.5, point 6). Believes nothing that is
 * not proved by the fleet's key, except from plaintext nodes where they are accepted: those can prove nothing. Any thread.
 */
final class Scout {
    private static final Duration PING_WITHIN = Duration.ofMillis(500);
    private static final Duration SCORE_WITHIN = Duration.ofSeconds(1);

    private final Speaker speaker;
    private final GoExecutions executions;
    private final Hearsay hearsay;
    private final PeerClient.Settings settings;

    Scout(Speaker speaker, GoExecutions executions, Hearsay hearsay, PeerClient.Settings settings) {
        this.speaker = speaker;
        this.executions = executions;
        this.hearsay = hearsay;
        this.settings = settings;
    }

    /**
     * Looks who is there.
     *
     * @param dialect how the node is said to announce itself
     * @return exceptionally with {@link Barred} when somebody answers who will not be spoken to, {@link CallFailed} when nobody
     *     does, another {@link java.io.IOException} when it is no node
     */
    CompletableFuture<Found> at(InetAddress address, Dialect dialect) {
        CompletableFuture<Found> found =
                look(new Endpoint(address, settings.port(), settings.tls().isPresent()), dialect, Optional.empty());
        if (settings.tls().isPresent()) {
            Endpoint open = new Endpoint(address, settings.port(), false);
            found = found.exceptionallyCompose(failure -> Failures.cause(failure) instanceof CallFailed overTls
                    ? look(open, dialect, Optional.of(overTls))
                    : CompletableFuture.failedFuture(Failures.cause(failure)));
        }
        // one of ours listens on the other port as well, and must not be taken for a node of the seed era while it
        // starts
        return dialect != Dialect.POSITIONAL
                ? found
                : found.exceptionallyCompose(failure -> unreached(failure)
                        ? look(new Endpoint(address, settings.seedPort(), false), dialect, Optional.empty())
                        : CompletableFuture.failedFuture(Failures.cause(failure)));
    }

    /** Nobody could be told anything; refused is only what every port refused. */
    private static boolean unreached(Throwable failure) {
        return Failures.cause(failure) instanceof CallFailed;
    }

    /** @param overTls how that failed just before, where it was tried */
    private CompletableFuture<Found> look(Endpoint endpoint, Dialect dialect, Optional<CallFailed> overTls) {
        Call ping = Call.empty("GET", endpoint, Routes.PING, PING_WITHIN);
        return speaker.calls().send(ping, speaker.goHeaders(endpoint)).thenCompose(reply -> {
            Optional<EdgePeer.Hint> hint =
                    reply.header(EdgePeer.LOWER_CASE_NAME).flatMap(EdgePeer.Hint::parse);
            if (hint.isPresent()) {
                return hint.get().id().equals(speaker.self())
                        ? CompletableFuture.failedFuture(new NotItself(speaker.self()))
                        : ours(new OurWire(speaker, endpoint, hint.get(), hearsay));
            }
            return reply.status() == HttpURLConnection.HTTP_BAD_REQUEST
                    ? CompletableFuture.failedFuture(wantsTls(endpoint, overTls))
                    : goNode(endpoint, dialect, reply);
        });
    }

    /** Whoever was offered what it wants, and was not there yet or only slow, will be in a moment. */
    private static IOException wantsTls(Endpoint endpoint, Optional<CallFailed> overTls) {
        if (overTls.isEmpty()) {
            return new Barred(
                    Profile.P3,
                    endpoint + " wants mutual TLS: set secure = on, with certificates of the same authority");
        }
        CallFailed failure = overTls.get();
        return switch (failure.how()) {
            case REFUSED, CROWDED, LATE_UNSENT, LATE -> failure;
            case UNREACHABLE, BROKEN ->
                new Barred(
                        Profile.P3,
                        endpoint
                                + " wants mutual TLS, which does not come about: is its certificate of the same authority,"
                                + " and does each name its node's address? " + Failures.words(failure));
        };
    }

    private static CompletableFuture<Found> ours(OurWire wire) {
        return wire.ask(SCORE_WITHIN).thenApply(answer -> new Found(wire, answer));
    }

    private CompletableFuture<Found> goNode(Endpoint endpoint, Dialect dialect, Reply ping) {
        List<Manner> manners = manners(endpoint, dialect, ping);
        return manners.isEmpty()
                ? CompletableFuture.failedFuture(plaintext(Profile.P5, endpoint))
                : tryOut(manners, 0, endpoint, ping.took(), false);
    }

    /** The manners of the profiles that it may have, the likeliest first. */
    private List<Manner> manners(Endpoint endpoint, Dialect dialect, Reply ping) {
        if (endpoint.port() == settings.seedPort()) {
            return List.of(Manner.asking(Profile.P0, Encoding.SEALED));
        }
        boolean keyed = dialect == Dialect.KEYED;
        if (endpoint.tls()) {
            List<Manner> secure = List.of(
                    Manner.asking(keyed ? Profile.P4 : Profile.P3, Encoding.SEALED),
                    Manner.asking(Profile.P5, Encoding.SEALED));
            return keyed ? List.of(secure.get(1), secure.get(0)) : secure;
        }
        List<Manner> manners = new ArrayList<>();
        if (!keyed) {
            manners.add(Manner.asking(Profile.P1, Encoding.SEALED));
        }
        if (settings.acceptsPlaintext()) {
            // the word came with v1.1.14 (specification, section 2.4)
            Profile positional = ping.body().hasRemaining() ? Profile.P3 : Profile.P2;
            manners.add(Manner.asking(keyed ? Profile.P5 : positional, Encoding.PLAIN));
            manners.add(Manner.asking(keyed ? Profile.P4 : Profile.P5, Encoding.PLAIN));
        }
        return manners;
    }

    private CompletableFuture<Found> tryOut(
            List<Manner> manners, int at, Endpoint endpoint, Duration roundTrip, boolean undecodedBefore) {
        GoWire wire = new GoWire(speaker, endpoint, manners.get(at), executions);
        return wire.tryOut(roundTrip, SCORE_WITHIN)
                .thenApply(answer -> new Found(wire, answer))
                .exceptionallyCompose(failure -> {
                    Throwable cause = Failures.cause(failure);
                    if (!(cause instanceof OddAnswer odd)) {
                        return CompletableFuture.failedFuture(cause);
                    }
                    boolean undecoded = undecodedBefore || odd.status() == HttpURLConnection.HTTP_UNAVAILABLE;
                    boolean otherwise = odd.status() == HttpURLConnection.HTTP_UNAVAILABLE
                            || odd.status() == HttpURLConnection.HTTP_BAD_METHOD;
                    return otherwise && at + 1 < manners.size()
                            ? tryOut(manners, at + 1, endpoint, roundTrip, undecoded)
                            : CompletableFuture.failedFuture(verdict(manners.get(at), endpoint, undecoded, odd));
                });
    }

    private IOException verdict(Manner last, Endpoint endpoint, boolean undecoded, OddAnswer odd) {
        if (odd.status() == HttpURLConnection.HTTP_NOT_FOUND) {
            // some program answers there, such as a node of a later era that opens its other port in a moment
            return odd;
        }
        boolean maySpeakPlaintext = endpoint.port() != settings.seedPort() && !endpoint.tls();
        if (maySpeakPlaintext && !settings.acceptsPlaintext()) {
            return plaintext(last.profile() == Profile.P1 ? Profile.P2 : last.profile(), endpoint);
        }
        return undecoded || odd.status() == HttpURLConnection.HTTP_OK
                ? Barred.otherKey(last.profile(), endpoint)
                : new Barred(last.profile(), "it is no node that this one can speak to: " + Failures.words(odd));
    }

    private static Barred plaintext(Profile profile, Endpoint endpoint) {
        return new Barred(
                profile,
                endpoint
                        + " speaks plaintext, or has another key: plaintext is unauthenticated and therefore refused; to"
                        + " accept it, set plaintext.peers = accept in org.edgeorchestration.peer.cfg, or better, run that"
                        + " node in secure mode");
    }
}

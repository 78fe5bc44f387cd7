// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.api.peer.PeerCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a call to its answer, from memory, at either port. */
final class PeerRoutes implements PeerCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PeerRoutes.class);
    private static final byte[] PONG = "Pong\n".getBytes(StandardCharsets.UTF_8);

    private final GoRoutes go;
    private final OurRoutes ours;
    private final OurDialect dialect;
    private final Complaints complaints;

    PeerRoutes(GoRoutes go, OurRoutes ours, OurDialect dialect, Complaints complaints) {
        this.go = go;
        this.ours = ours;
        this.dialect = dialect;
        this.complaints = complaints;
    }

    @Override
    public boolean takes(String path) {
        return Route.of(withoutSlash(path)).filter(Route::seedEra).isPresent();
    }

    @Override
    public CompletionStage<PeerAnswer> answer(PeerCall call) {
        return CompletableFuture.completedFuture(answer(call, Door.SEED_ERA));
    }

    /** The answer to a call that came in there; never fails. */
    PeerAnswer answer(PeerCall call, Door door) {
        PeerAnswer answer = tried(call, door);
        // Go clients make a connection for each call: one that stays open would only take room (specification, section
        // 2.1).
        return OurDialect.speaks(call) ? answer : Answers.with(answer, "Connection", "close");
    }

    private PeerAnswer tried(PeerCall call, Door door) {
        try {
            return routed(call, door);
        } catch (Unopened e) {
            return e.answer();
        } catch (RuntimeException e) {
            complaints.once(
                    call.from().getAddress(),
                    "bug",
                    () -> LOG.error("peer={} {} could not be answered", call.from(), call.path(), e));
            return Answers.empty(500);
        }
    }

    private PeerAnswer routed(PeerCall call, Door door) throws Unopened {
        boolean speaksOurs = OurDialect.speaks(call) && door == Door.PEERS;
        Optional<Route> route = route(call.path(), door, speaksOurs);
        if (route.isEmpty()) {
            String shorter = withoutSlash(call.path());
            return route(shorter, door, speaksOurs).isPresent()
                    ? Answers.moved(call.method(), shorter)
                    : Answers.notFound();
        }
        if (!route.get().has(call.method())) {
            return Answers.wrongMethod();
        }
        if (route.get() == Route.PING) {
            return door == Door.PEERS ? dialect.withHint(Answers.of(200, PONG)) : Answers.empty(200);
        }
        return speaksOurs ? ours.answer(route.get(), call) : go.answer(route.get(), call, door);
    }

    private static Optional<Route> route(String path, Door door, boolean speaksOurs) {
        return Route.of(path)
                .filter(route -> door == Door.PEERS || route.seedEra())
                .filter(route -> route != Route.EXECUTION || speaksOurs);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

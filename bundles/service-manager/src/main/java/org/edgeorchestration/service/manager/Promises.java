// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeorchestration.api.node.Ticker;

/**
 * Ends what the way to other nodes promised to end and did not: each of its stages has a deadline of its own, but the bundle that
 * minds it may be stopped or replaced meanwhile, and nobody is to wait for ever then. Any thread.
 */
final class Promises {
    /** Longer than every deadline of {@link org.edgeorchestration.api.peer.PeerTransport}. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final Set<Promise<?>> open = ConcurrentHashMap.newKeySet();

    /** One stage. Compared by identity. */
    private static final class Promise<T> {
        private final CompletableFuture<T> kept = new CompletableFuture<>();
        private final long since;

        Promise(long since) {
            this.since = since;
        }
    }

    Promises(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Completes as {@code stage} does, and exceptionally with an {@link IOException} when it does not in time. */
    <T> CompletionStage<T> kept(CompletionStage<T> stage) {
        Promise<T> promise = new Promise<>(ticker.nanoTime());
        open.add(promise);
        stage.whenComplete((value, failure) -> {
            open.remove(promise);
            if (failure == null) {
                promise.kept.complete(value);
            } else {
                promise.kept.completeExceptionally(failure);
            }
        });
        return promise.kept;
    }

    /** Looks once for those that are overdue. */
    void look() {
        long now = ticker.nanoTime();
        List<Promise<?>> overdue = open.stream()
                .filter(promise -> now - promise.since >= LIMIT.toNanos())
                .toList();
        for (Promise<?> promise : overdue) {
            open.remove(promise);
            promise.kept.completeExceptionally(new IOException(
                    "the way to other nodes did not say within " + LIMIT.toSeconds() + " s how it ended"));
        }
    }
}

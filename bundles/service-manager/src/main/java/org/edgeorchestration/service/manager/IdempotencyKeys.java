// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which request came under which idempotency key, so that a repeated one gets the first one's execution and answer: at
 * once, or together with it while it is still being placed. Bounded by number and age; the oldest key is forgotten first. A
 * refused request frees its key. Any thread.
 */
final class IdempotencyKeys {
    /** Longer keys are refused: 10,000 of them are kept in memory. */
    static final int MAX_LENGTH = 255;

    private final int limit;
    private final long lifetime;
    private final Ticker ticker;
    private final Map<String, Entry> byAge = new LinkedHashMap<>();

    private record Entry(RequestFingerprint fingerprint, CompletableFuture<Outcome> outcome, long since) {}

    IdempotencyKeys(int limit, Duration lifetime, Ticker ticker) {
        this.limit = limit;
        this.lifetime = lifetime.toNanos();
        this.ticker = ticker;
    }

    /**
     * Answers {@code request} by {@code place}, unless its key is known.
     *
     * @param place run at most once, on this thread
     */
    CompletionStage<Outcome> once(String key, ServiceRequest request, Supplier<CompletionStage<Outcome>> place) {
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            return refused("an Idempotency-Key has 1 to " + MAX_LENGTH + " characters, this one has " + key.length());
        }
        Entry mine = new Entry(RequestFingerprint.of(request), new CompletableFuture<>(), ticker.nanoTime());
        Entry known = claim(key, mine);
        if (known.equals(mine)) {
            place.get().whenComplete((outcome, failure) -> settle(key, mine, outcome, failure));
        } else if (!known.fingerprint.equals(mine.fingerprint)) {
            return refused("this Idempotency-Key came with another request before: use a new key for a new request,"
                    + " or repeat the first one unchanged");
        }
        return known.outcome.copy();
    }

    private static CompletionStage<Outcome> refused(String reason) {
        return CompletableFuture.completedStage(new Outcome.Refused(Refusal.malformed(reason)));
    }

    /** Whose the key is: an earlier request's, or {@code mine} from now on. */
    private synchronized Entry claim(String key, Entry mine) {
        forgetOld(mine.since);
        Entry known = byAge.putIfAbsent(key, mine);
        if (known != null) {
            return known;
        }
        if (byAge.size() > limit) {
            Iterator<Entry> oldest = byAge.values().iterator();
            oldest.next();
            oldest.remove();
        }
        return mine;
    }

    private void forgetOld(long now) {
        Iterator<Entry> oldest = byAge.values().iterator();
        while (oldest.hasNext() && now - oldest.next().since >= lifetime) {
            oldest.remove();
        }
    }

    private void settle(String key, Entry entry, @Nullable Outcome outcome, @Nullable Throwable failure) {
        if (!(outcome instanceof Outcome.Placed)) {
            synchronized (this) {
                byAge.remove(key, entry);
            }
        }
        if (failure != null) {
            entry.outcome.completeExceptionally(failure);
        } else if (outcome != null) {
            entry.outcome.complete(outcome);
        }
    }

    /** How many keys are remembered. */
    synchronized int size() {
        return byAge.size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.peer.wire.GoSeal;

/**
 * Knows the sealed bodies of the Go dialect that have had an effect, since nothing in them says when or for whom they were sealed. To be
 * asked about bodies that opened only. Any thread.
 */
final class ReplayGuard {
    /** How long a body is known. */
    static final Duration KEPT = Duration.ofHours(24);

    /** How many are known; beyond, the oldest is forgotten: a busy fleet must not lock itself out. */
    static final int MOST = 16_384;

    private final Ticker ticker;
    private final Map<ByteBuffer, Long> seen = new LinkedHashMap<>();

    ReplayGuard(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether this body comes for the first time, from now on no more. */
    synchronized boolean first(byte[] body) {
        // The nonce stands for the whole body: without the key nobody makes another one that opens with it.
        ByteBuffer nonce = ByteBuffer.wrap(Arrays.copyOf(body, GoSeal.NONCE));
        long now = ticker.nanoTime();
        Iterator<Long> oldest = seen.values().iterator();
        while (oldest.hasNext() && now - oldest.next() > KEPT.toNanos()) {
            oldest.remove();
        }
        if (seen.containsKey(nonce)) {
            return false;
        }
        if (seen.size() >= MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
        seen.put(nonce, now);
        return true;
    }
}

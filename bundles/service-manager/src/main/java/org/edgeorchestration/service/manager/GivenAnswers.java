// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.Reception;

/**
 * The answers this node gave to other nodes' orders. Each is kept for at least as long as its order may come again, however many there
 * are: an answer that is forgotten too early is an order that runs twice. Bounded: when there is no room, no order is taken.
 * Not thread-safe.
 */
final class GivenAnswers {
    /** Longer than a node {@linkplain Dispatch#GIVEN_UP_AFTER repeats} an order, its last deadline included. */
    static final Duration AT_LEAST = Duration.ofSeconds(15);

    /** Answers kept at most; some 400 bytes each. */
    static final int MOST = 16_384;

    /** So many are kept however old they are. */
    private static final int ANYWAY = 4_096;

    private final Ticker ticker;
    private final Map<ExecutionId, Answer> byAge = new LinkedHashMap<>();

    /** From whom an order came, and what it was told. */
    record Answer(Optional<NodeId> node, InetAddress address, Reception reception, long since) {

        /** A node that proves who it is may have several addresses; another is known by its address only. */
        boolean from(Origin origin) {
            return node.equals(origin.node()) && (node.isPresent() || address.equals(origin.address()));
        }

        /** A refused order may come again on behalf of somebody who does not hear that, and is then a new one. */
        boolean answers(Origin again) {
            return from(again) && (again.hearsRefusals() || reception instanceof Reception.Accepted);
        }
    }

    GivenAnswers(Ticker ticker) {
        this.ticker = ticker;
    }

    Optional<Answer> find(ExecutionId id) {
        return Optional.ofNullable(byAge.get(id));
    }

    /** Whether there is room for one more. */
    boolean room() {
        if (byAge.size() >= MOST) {
            forgetOld();
        }
        return byAge.size() < MOST;
    }

    /** Only where there is {@link #room}. */
    void add(ExecutionId id, Origin origin, Reception reception) {
        byAge.remove(id);
        byAge.put(id, new Answer(origin.node(), origin.address(), reception, ticker.nanoTime()));
        forgetOld();
    }

    private void forgetOld() {
        long now = ticker.nanoTime();
        Iterator<Answer> oldest = byAge.values().iterator();
        while (byAge.size() > ANYWAY && now - oldest.next().since >= AT_LEAST.toNanos()) {
            oldest.remove();
        }
    }
}

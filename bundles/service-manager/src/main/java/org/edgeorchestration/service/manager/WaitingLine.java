// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Origin;

/**
 * Orders of nodes that do not hear a refusal, while this node is too busy for them: tried again and again, the oldest first,
 * until they are begun, refused for another reason, or too old. Bounded. Any thread; an order is tried on the alarm's.
 */
final class WaitingLine {
    static final int LENGTH = 256;
    /** What the orders in it may weigh together, in bytes of memory. */
    static final long WEIGHT = 2L << 20;

    static final Duration AGAIN_AFTER = Duration.ofMillis(500);
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Alarm alarm;
    private final Ticker ticker;
    private final BiFunction<ExecutionOrder, Origin, Optional<Refusal>> begin;
    private final BiConsumer<Waiting, String> fail;
    private final Deque<Waiting> line = new ArrayDeque<>();
    private long weight;
    private boolean planned;

    /**
     * One order.
     *
     * @param since when it came, on the {@link Ticker}
     */
    record Waiting(ExecutionOrder order, Origin origin, long since) {}

    /**
     * @param begin tries to begin an order; says why not
     * @param fail ends one that was never begun
     */
    WaitingLine(
            Alarm alarm,
            Ticker ticker,
            BiFunction<ExecutionOrder, Origin, Optional<Refusal>> begin,
            BiConsumer<Waiting, String> fail) {
        this.alarm = alarm;
        this.ticker = ticker;
        this.begin = begin;
        this.fail = fail;
    }

    /** Puts it at the end; false when there is no room. */
    synchronized boolean add(ExecutionOrder order, Origin origin) {
        if (line.size() >= LENGTH || weight + ExecutionRecord.weight(order) > WEIGHT) {
            return false;
        }
        weight += ExecutionRecord.weight(order);
        line.add(new Waiting(order, origin, ticker.nanoTime()));
        plan();
        return true;
    }

    synchronized int size() {
        return line.size();
    }

    private synchronized List<Waiting> all() {
        return List.copyOf(line);
    }

    private synchronized void plan() {
        if (!planned && !line.isEmpty()) {
            planned = true;
            alarm.after(AGAIN_AFTER, this::again);
        }
    }

    /** Without the lock: an executor that hangs must not keep others from joining the line, or from asking how long it is. */
    private void again() {
        try {
            all().forEach(this::again);
        } finally {
            over();
        }
    }

    private synchronized void over() {
        planned = false;
        plan();
    }

    private void again(Waiting waiting) {
        Optional<Refusal> refusal = begin.apply(waiting.order, waiting.origin);
        boolean old = ticker.nanoTime() - waiting.since >= PATIENCE.toNanos();
        if (refusal.isEmpty()) {
            leave(waiting);
        } else if (refusal.get().kind() != Refusal.Kind.BUSY || old) {
            leave(waiting);
            fail.accept(waiting, refusal.get().reason());
        }
    }

    private synchronized void leave(Waiting waiting) {
        line.remove(waiting);
        weight -= ExecutionRecord.weight(waiting.order);
    }
}

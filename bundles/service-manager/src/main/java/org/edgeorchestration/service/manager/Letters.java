// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Pulling;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * The statuses of one execution that its receiver has not acknowledged yet, in order. Only the first is ever under way. A newer
 * {@code Pulling} takes the place of an older one that still waits behind it, so that never more than four are held: one
 * under way, and {@code Pulling}, {@code Started} and a terminal one behind it.
 *
 * <p>Not thread-safe: the outbox's one thread owns it.
 */
final class Letters {
    private final ExecutionId id;
    private final URI receiver;
    private final Deque<Letter> waiting = new ArrayDeque<>();
    private int attempts;

    /**
     * One status to deliver.
     *
     * @param status what to say
     * @param since when it came about, on the monotonic clock
     */
    record Letter(ServiceStatus status, long since) {}

    Letters(ExecutionId id, URI receiver) {
        this.id = id;
        this.receiver = receiver;
    }

    ExecutionId id() {
        return id;
    }

    URI receiver() {
        return receiver;
    }

    /**
     * Puts a letter behind the others.
     *
     * @return whether it took the place of an older one
     */
    boolean add(Letter letter) {
        boolean replaces = waiting.size() > 1 && pulling(letter) && pulling(waiting.getLast());
        if (replaces) {
            waiting.removeLast();
        }
        waiting.addLast(letter);
        return replaces;
    }

    private static boolean pulling(Letter letter) {
        return letter.status().status() instanceof Pulling;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** The one to deliver next. */
    Letter first() {
        return waiting.getFirst();
    }

    /** Counts an attempt to deliver the first one. */
    void attempt() {
        attempts++;
    }

    /** How many attempts to deliver the first one were made. */
    int attempts() {
        return attempts;
    }

    /** The first one is delivered or given up; the next one is first, with no attempt made. */
    void removeFirst() {
        waiting.removeFirst();
        attempts = 0;
    }
}

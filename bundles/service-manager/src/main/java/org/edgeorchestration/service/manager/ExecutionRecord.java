// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.service.Placement;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * The life of one execution: what was decided, where it stands, and how to end it. Executors report to it on any
 * thread; it tells its followers in order, one thing at a time, and nothing after the terminal status.
 *
 * <p>The lock guards the order of events only. Reading the status takes none, so that a follower may look at any execution.
 */
final class ExecutionRecord implements ExecutionObserver {
    /** What an order without a command weighs. */
    static final long LEAST_BYTES = 512;

    /** What one more candidate in its placement weighs: a score with its terms, and its part of a snapshot of a node. */
    static final long CANDIDATE_BYTES = 400;

    private final Client client;
    private final InstantSource time;
    private final List<ExecutionFollower> followers;
    private final long bytes;
    private volatile Place place;
    private volatile ServiceStatus status;
    private Optional<Execution> running = Optional.empty();
    private boolean told;
    private boolean stopAsked;

    /**
     * An execution that is about to be accepted; nobody has been told yet.
     *
     * @param client on whose behalf
     * @param place where it goes first
     * @param followers told in this order
     */
    ExecutionRecord(
            ExecutionOrder order, Client client, Place place, InstantSource time, List<ExecutionFollower> followers) {
        this.client = client;
        this.place = place;
        this.time = time;
        this.followers = followers;
        this.bytes = weight(order) + weight(place.placement());
        var now = time.instant();
        this.status = new ServiceStatus(
                order.id(),
                order.serviceName(),
                order.type(),
                place.target(),
                new ExecutionStatus.Accepted(),
                1,
                now,
                now);
    }

    /** A generous estimate: an execution's own objects, and a string with its header for each word. */
    static long weight(ExecutionOrder order) {
        return LEAST_BYTES
                + order.command().stream().mapToLong(word -> 56 + word.length()).sum();
    }

    /** The same for what is kept of a decision; the first candidate is in an order's weight. */
    private static long weight(Placement placement) {
        return CANDIDATE_BYTES * Math.max(0, placement.candidates().size() - 1);
    }

    /** About how many bytes of memory its order and its placement take while it lives. */
    long bytes() {
        return bytes;
    }

    ExecutionId id() {
        return status.id();
    }

    String serviceName() {
        return status.serviceName();
    }

    ServiceStatus status() {
        return status;
    }

    Placement placement() {
        return place.placement();
    }

    /** The other node that has it; empty for this one. */
    Optional<NodeId> peer() {
        return place.peer();
    }

    Client client() {
        return client;
    }

    /** It goes to another place: nothing runs yet, and nothing was heard from the place before. */
    synchronized void move(ExecutionOrder order, Place next) {
        place = next;
        status = new ServiceStatus(
                status.id(),
                status.serviceName(),
                order.type(),
                next.target(),
                status.status(),
                status.sequence(),
                status.created(),
                status.changed());
    }

    /** Tells the followers that it was accepted, before it is started; again, nothing. */
    synchronized void accepted() {
        if (!told) {
            told = true;
            tell(status);
        }
    }

    @Override
    public synchronized void changed(ExecutionStatus next) {
        Lifecycle.after(status, next, time.instant()).ifPresent(changed -> {
            status = changed;
            tell(changed);
            if (changed.status().terminal()) {
                // An ended execution is remembered for long; what ran it, with its whole order, need not be.
                running = Optional.empty();
            }
        });
    }

    @Override
    public synchronized void wrote(OutputLine line) {
        if (!status.status().terminal()) {
            followers.forEach(follower -> follower.wrote(this, line));
        }
    }

    private void tell(ServiceStatus changed) {
        followers.forEach(follower -> follower.changed(this, changed));
    }

    /** It is in an executor's hands now. A stop that was asked for meanwhile reaches it now. */
    void runs(Execution execution) {
        boolean stop;
        synchronized (this) {
            if (!status.status().terminal()) {
                running = Optional.of(execution);
            }
            stop = stopAsked;
        }
        if (stop) {
            execution.stop();
        }
    }

    /** Whether it was asked to end. */
    synchronized boolean stopAsked() {
        return stopAsked;
    }

    /** Asks it to end, now or as soon as it is in an executor's hands. */
    void stop() {
        Optional<Execution> execution;
        synchronized (this) {
            stopAsked = true;
            execution = running;
        }
        execution.ifPresent(Execution::stop);
    }
}

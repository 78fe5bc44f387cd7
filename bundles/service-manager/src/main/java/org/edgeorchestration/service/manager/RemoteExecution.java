// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution at one other node, from the moment its order leaves. Its news may come before the answer to the order does, so
 * whichever is first settles that it is there. Any thread.
 *
 * <p>The lock guards the phase only; the record is told outside of it.
 */
final class RemoteExecution implements Execution {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteExecution.class);

    /** How sure it is that it is there. */
    private enum Phase {
        /** The order has left; whoever asked for it has not been answered. */
        SENT,
        /** No answer came; whoever asked for it has been told that it is placed. */
        UNSURE,
        /** That node has it. */
        THERE,
        /** That node never had it, or is not waited for any more. */
        OVER
    }

    private final ExecutionRecord record;
    private final Stops stops;
    private final NodeId peer;
    private final boolean ours;
    private final long sent;
    private final String life;
    private Phase phase = Phase.SENT;
    private boolean stopping;

    /**
     * @param peer where it goes
     * @param sent when, on the {@link org.edgeorchestration.api.node.Ticker}
     */
    RemoteExecution(ExecutionRecord record, Peer peer, long sent, Stops stops) {
        this.record = record;
        this.stops = stops;
        this.peer = peer.node().id();
        this.ours = peer.ours();
        this.life = peer.life();
        this.sent = sent;
    }

    ExecutionId id() {
        return record.id();
    }

    NodeId peer() {
        return peer;
    }

    /** Whether that node is one of this project. */
    boolean ours() {
        return ours;
    }

    long sent() {
        return sent;
    }

    ExecutionStatus status() {
        return record.status().status();
    }

    /**
     * Whether that node has forgotten it by having been started anew since the order left. By the life known at that moment: when
     * the answer comes, the life that gave it may be over already.
     */
    boolean outlived(Peer now) {
        return !life.isEmpty() && !now.life().isEmpty() && !now.life().equals(life);
    }

    /** That node has it, or, where it cannot be asked again, may have it. Whatever is told after this comes after the acceptance. */
    void there() {
        boolean first;
        synchronized (this) {
            if (phase == Phase.OVER) {
                return;
            }
            first = phase != Phase.THERE;
            phase = Phase.THERE;
        }
        record.accepted();
        if (first) {
            record.runs(this);
        }
    }

    /**
     * Nobody knows whether that node has it; whoever asked for it need not wait for that. A stop waits until it is known, unless
     * the node cannot be told to stop anything.
     */
    void unsure() {
        synchronized (this) {
            if (phase != Phase.SENT) {
                return;
            }
            phase = Phase.UNSURE;
        }
        record.accepted();
        if (!ours) {
            record.runs(this);
        }
    }

    synchronized boolean isUnsure() {
        return phase == Phase.UNSURE && !status().terminal();
    }

    /**
     * That node does not have it.
     *
     * @return false when it has, by its own news, or when the execution has been given up
     */
    synchronized boolean withdraw() {
        if (phase == Phase.THERE || phase == Phase.OVER) {
            return false;
        }
        phase = Phase.OVER;
        return true;
    }

    /** Nobody will hear of it any more. Nothing happens while its order is still under way: that has a deadline of its own. */
    void lost(String why) {
        synchronized (this) {
            if (phase == Phase.SENT || phase == Phase.OVER) {
                return;
            }
            phase = Phase.OVER;
        }
        record.changed(new ExecutionStatus.Lost(why));
    }

    /**
     * News from that node.
     *
     * @return whether it was still waited for
     */
    boolean report(Report report) {
        if (!isThere()) {
            there();
        }
        if (!isThere() || status().terminal()) {
            return false;
        }
        record.accepted(); // on whichever thread it was settled, this comes first
        report.output().forEach(record::wrote);
        report.status().ifPresent(record::changed);
        return true;
    }

    private synchronized boolean isThere() {
        return phase == Phase.THERE;
    }

    /** Tells that node, unless it is being told already. */
    @Override
    public void stop() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
        }
        stops.tell(this);
    }

    /** That node was told to end it. */
    synchronized void stopTold() {
        stopping = false;
    }

    /** That node could not be told. */
    void notStopped(String why) {
        stopTold();
        if (status().terminal()) {
            return;
        }
        LOG.warn("execution={} peer={} cannot be stopped, and goes on: {}", id(), peer, LogText.oneLine(why));
        record.wrote(new OutputLine(OutputLine.Stream.NODE, "it could not be stopped, and goes on: " + why));
    }
}

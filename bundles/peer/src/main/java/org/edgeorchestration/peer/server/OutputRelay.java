// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.peer.wire.ReplyAddress;

/**
 * Keeps what executions write that run here for nodes of this project until it is sent, bounded for each and in all. Statuses take
 * it along; {@link #ship} sends it while there is none. Any thread.
 */
public final class OutputRelay implements ServiceListener, PendingOutput {
    /** How much may wait in all, in bytes on the wire. */
    static final int MOST = 2 * 1_024 * 1_024;

    /** How many executions may have output. */
    static final int MOST_EXECUTIONS = 4_096;

    private final Map<ExecutionId, Backlog> backlogs = new LinkedHashMap<>();
    private int size;

    /** An execution is about to run here for that node; false when it is known already. */
    synchronized boolean expect(ExecutionId execution, ReplyAddress.OfOurs reply) {
        if (backlogs.containsKey(execution)) {
            return false;
        }
        if (backlogs.size() >= MOST_EXECUTIONS) {
            backlogs.keySet().stream().findFirst().ifPresent(this::forget);
        }
        backlogs.put(execution, new Backlog(reply));
        return true;
    }

    /** The execution does not run here after all. */
    synchronized void forget(ExecutionId execution) {
        Optional.ofNullable(backlogs.remove(execution)).ifPresent(gone -> size -= gone.size());
    }

    /** How much waits, in bytes on the wire. */
    synchronized int size() {
        return size;
    }

    /** How many executions are known. */
    synchronized int executions() {
        return backlogs.size();
    }

    @Override
    public synchronized void wrote(ExecutionId execution, OutputLine line) {
        Backlog backlog = backlogs.get(execution);
        if (backlog != null) {
            size += backlog.add(line);
            makeRoom();
        }
    }

    @Override
    public synchronized void changed(ServiceStatus status) {
        Backlog backlog = backlogs.get(status.id());
        if (backlog != null && status.status().terminal()) {
            backlog.end();
            removeIfDone(status.id(), backlog);
        }
    }

    @Override
    public CompletionStage<Parcel> take(ExecutionId execution) {
        CompletableFuture<Parcel> taken = new CompletableFuture<>();
        Optional<Parcel> parcel;
        synchronized (this) {
            Backlog backlog = backlogs.get(execution);
            if (backlog == null) {
                return CompletableFuture.completedFuture(new NoLines());
            }
            parcel = backlog.out() ? Optional.empty() : Optional.of(pack(execution, backlog));
            if (parcel.isEmpty()) {
                backlog.queue(taken);
            }
        }
        parcel.ifPresent(taken::complete);
        return taken;
    }

    /** Has everything sent that waits, but for executions whose last status will take it along. To be called four times a second. */
    public void ship(Shipper shipper) {
        record Shipment(ReplyAddress.OfOurs to, ExecutionId execution, Parcel parcel) {}
        List<Shipment> shipments = new ArrayList<>();
        synchronized (this) {
            backlogs.forEach((execution, backlog) -> {
                if (backlog.due()) {
                    shipments.add(new Shipment(backlog.reply(), execution, pack(execution, backlog)));
                }
            });
        }
        shipments.forEach(shipment -> shipper.ship(shipment.to(), shipment.execution(), shipment.parcel()));
    }

    private Parcel pack(ExecutionId execution, Backlog backlog) {
        return new Lines(execution, backlog, backlog.pack());
    }

    private void settle(ExecutionId execution, Backlog backlog, boolean arrived) {
        Optional<CompletableFuture<Parcel>> next;
        Parcel parcel = new NoLines();
        synchronized (this) {
            int change = backlog.settle(arrived);
            if (backlogs.get(execution) == backlog) {
                size += change;
                makeRoom();
            }
            next = backlog.next();
            if (next.isPresent()) {
                parcel = pack(execution, backlog);
            } else {
                removeIfDone(execution, backlog);
            }
        }
        // Outside the lock: what follows is the taker's.
        Parcel packed = parcel;
        next.ifPresent(taker -> taker.complete(packed));
    }

    private void removeIfDone(ExecutionId execution, Backlog backlog) {
        if (backlog.done() && backlogs.get(execution) == backlog) {
            forget(execution);
        }
    }

    private void makeRoom() {
        while (size > MOST) {
            Optional<Backlog> largest = backlogs.values().stream().max(Comparator.comparingInt(Backlog::waiting));
            int freed = largest.map(Backlog::dropOldest).orElse(0);
            if (freed == 0) {
                return; // all of it is on its way
            }
            size -= freed;
        }
    }

    /** What an execution has written up to a moment. */
    private final class Lines implements Parcel {
        private final ExecutionId execution;
        private final Backlog backlog;
        private final List<OutputLine> lines;
        private boolean ended;

        Lines(ExecutionId execution, Backlog backlog, List<OutputLine> lines) {
            this.execution = execution;
            this.backlog = backlog;
            this.lines = lines;
        }

        @Override
        public List<OutputLine> lines() {
            return lines;
        }

        @Override
        public void sent() {
            end(true);
        }

        @Override
        public void failed() {
            end(false);
        }

        private void end(boolean arrived) {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            settle(execution, backlog, arrived);
        }
    }

    /** Of an execution that has written nothing, or is not known. */
    private record NoLines() implements Parcel {
        @Override
        public List<OutputLine> lines() {
            return List.of();
        }

        @Override
        public void sent() {}

        @Override
        public void failed() {}
    }
}

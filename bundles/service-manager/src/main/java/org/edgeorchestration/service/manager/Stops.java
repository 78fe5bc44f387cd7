// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.PeerTransport;

/**
 * Tells other nodes to end executions of this one. To say it twice is harmless, so a node of this project that was not reached is told
 * again, as long as an order would be repeated; a node of the Go project cannot be told at all. Any thread; never blocks.
 */
final class Stops {
    private final Supplier<Optional<PeerTransport>> transport;
    private final Promises promises;
    private final Alarm alarm;
    private final Ticker ticker;

    Stops(Supplier<Optional<PeerTransport>> transport, Promises promises, Alarm alarm, Ticker ticker) {
        this.transport = transport;
        this.promises = promises;
        this.alarm = alarm;
        this.ticker = ticker;
    }

    void tell(RemoteExecution execution) {
        tell(execution, ticker.nanoTime());
    }

    private void tell(RemoteExecution execution, long since) {
        promises.kept(send(execution)).whenComplete((done, failure) -> {
            if (failure == null) {
                execution.stopTold();
            } else if (execution.ours()
                    && !execution.status().terminal()
                    && ticker.nanoTime() - since < Doubts.GIVEN_UP_AFTER.toNanos()) {
                alarm.after(Doubts.AGAIN_AFTER, () -> tell(execution, since));
            } else {
                execution.notStopped(Causes.sentence(failure));
            }
        });
    }

    private CompletionStage<Void> send(RemoteExecution execution) {
        try {
            return transport
                    .get()
                    .map(way -> way.stop(execution.peer(), execution.id()))
                    .orElseGet(() -> CompletableFuture.failedStage(new IOException(Causes.NO_WAY)));
        } catch (RuntimeException bug) {
            return CompletableFuture.failedStage(bug);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;
import java.util.function.Consumer;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders of which it is unknown whether a node has them. A node of this project is asked again with the same order, which is harmless
 * there, until it says so, is another life, or has been silent for too long; a node of the Go project cannot be asked. Any thread.
 */
final class Doubts {
    /** Between two times that a node is asked whether it has an order. */
    static final Duration AGAIN_AFTER = Duration.ofMillis(500);

    /** A node that has not said by then whether it has an order is not asked any more. */
    static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

    private final Courier courier;
    private final Alarm alarm;
    private final Ticker ticker;

    Doubts(Courier courier, Alarm alarm, Ticker ticker) {
        this.courier = courier;
        this.alarm = alarm;
        this.ticker = ticker;
    }

    /**
     * It became unknown whether the node has an order.
     *
     * @param refused told when the node says that it has not
     */
    void add(RemoteExecution execution, ExecutionOrder order, String why, Consumer<Reception> refused) {
        LOG.info("execution={} peer={} may have it or not: {}", execution.id(), execution.peer(), LogText.oneLine(why));
        execution.unsure();
        if (execution.ours()) {
            new Doubt(execution, order, why, refused, ticker.nanoTime()).askLater();
        }
    }

    /** One order in doubt. */
    private final class Doubt {
        private final RemoteExecution execution;
        private final ExecutionOrder order;
        private final String why;
        private final Consumer<Reception> refused;
        private final long since;

        Doubt(RemoteExecution execution, ExecutionOrder order, String why, Consumer<Reception> refused, long since) {
            this.execution = execution;
            this.order = order;
            this.why = why;
            this.refused = refused;
            this.since = since;
        }

        void askLater() {
            alarm.after(AGAIN_AFTER, this::ask);
        }

        private void ask() {
            if (!execution.isUnsure()) {
                return;
            }
            if (ticker.nanoTime() - since >= GIVEN_UP_AFTER.toNanos()) {
                execution.lost("node " + execution.peer() + " did not say within " + GIVEN_UP_AFTER.toSeconds()
                        + " s whether it has the order: " + why);
            } else if (courier.peer(execution.peer())
                    .filter(execution::outlived)
                    .isPresent()) {
                execution.lost(Leases.startedAnew(execution.peer()));
            } else {
                courier.send(execution.peer(), order).thenAccept(this::heard);
            }
        }

        private void heard(Reception reception) {
            if (reception instanceof Reception.Accepted) {
                execution.there();
            } else if (reception instanceof Reception.Refused) {
                refused.accept(reception);
            } else {
                askLater();
            }
        }
    }
}

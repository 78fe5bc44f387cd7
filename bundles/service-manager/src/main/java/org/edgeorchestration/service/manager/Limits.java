// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.Duration;

/**
 * The bounds of everything this bundle keeps.
 *
 * @param living executions that may live at one time
 * @param livingBytes bytes of memory that the orders of all that live may take
 * @param ended executions kept after their end
 * @param outputPerExecution bytes of output kept of one execution
 * @param outputInAll bytes of output kept of all executions
 * @param keys idempotency keys remembered
 * @param keyLifetime how long each is remembered
 * @param callbacks statuses that may wait for their delivery
 */
record Limits(
        int living,
        long livingBytes,
        int ended,
        long outputPerExecution,
        long outputInAll,
        int keys,
        Duration keyLifetime,
        int callbacks) {

    Limits {
        require(living, "executions.limit");
        require(livingBytes, "executions.bytes");
        require(ended, "executions.ended");
        require(outputPerExecution, "output.bytes.per.execution");
        require(outputInAll, "output.bytes.total");
        require(keys, "idempotency.keys");
        require(keyLifetime.toHours(), "idempotency.hours");
        require(callbacks, "callback.queue");
    }

    static Limits of(Parts.Config config) {
        return new Limits(
                config.executions_limit(),
                config.executions_bytes(),
                config.executions_ended(),
                config.output_bytes_per_execution(),
                config.output_bytes_total(),
                config.idempotency_keys(),
                Duration.ofHours(config.idempotency_hours()),
                config.callback_queue());
    }

    private static void require(long value, String key) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be 1 or more, but is " + value);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.Refusal;

/** Opens the records of executions, with all that follow them. Any thread. */
final class Register {
    /** The answer when no record can be opened. */
    static final Refusal FULL = Refusal.busy("as many executions live on this node as its configuration allows"
            + " (executions.limit, executions.bytes); try again when some have ended");

    private final ExecutionTable table;
    private final List<ExecutionFollower> others;
    private final List<ExecutionFollower> all;
    private final InstantSource time;

    /** @param others who follows every execution beside the table, told after it in this order */
    Register(ExecutionTable table, List<ExecutionFollower> others, InstantSource time) {
        this.table = table;
        this.others = List.copyOf(others);
        this.all = Stream.concat(Stream.of(table), others.stream()).toList();
        this.time = time;
    }

    /** A new record, in the table; empty when that is full. */
    Optional<ExecutionRecord> open(ExecutionOrder order, Client client, Place place) {
        ExecutionRecord record = new ExecutionRecord(order, client, place, time, all);
        return table.admit(record) ? Optional.of(record) : Optional.empty();
    }

    /** Takes back a record of which nobody was told. */
    void withdraw(ExecutionRecord record) {
        table.withdraw(record);
    }

    /** The record of an execution that fails as soon as it is accepted; in the table if that has room. */
    void fail(ExecutionOrder order, Client client, Place place, String why) {
        ExecutionRecord record =
                open(order, client, place).orElseGet(() -> new ExecutionRecord(order, client, place, time, others));
        record.accepted();
        record.changed(new ExecutionStatus.Failed(OptionalInt.empty(), why));
    }
}

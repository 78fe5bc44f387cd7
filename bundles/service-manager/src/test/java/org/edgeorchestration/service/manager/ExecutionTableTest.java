// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;

class ExecutionTableTest {
    private final List<String> forgotten = new ArrayList<>();

    private ExecutionTable table(int living, int ended) {
        return new ExecutionTable(living, Long.MAX_VALUE, ended, id -> forgotten.add(id.value()));
    }

    private static List<String> ids(ExecutionTable table) {
        return table.statuses().stream().map(status -> status.id().value()).toList();
    }

    @Example
    void listsTheNewestFirst() {
        ExecutionTable table = table(10, 10);
        for (String id : List.of("a", "b", "c")) {
            assertThat(table.admit(Samples.record(id, table))).isTrue();
        }
        assertThat(ids(table)).containsExactly("c", "b", "a");
        assertThat(table.find(new ExecutionId("b"))).isPresent();
        assertThat(table.find(new ExecutionId("z"))).isEmpty();
    }

    @Example
    void admitsNoMoreThanMayLive() {
        ExecutionTable table = table(2, 10);
        ExecutionRecord first = Samples.record("a", table);
        assertThat(table.admit(first)).isTrue();
        assertThat(table.admit(Samples.record("b", table))).isTrue();
        assertThat(table.admit(Samples.record("c", table))).isFalse();
        assertThat(ids(table)).containsExactly("b", "a");
        first.changed(new Started());
        assertThat(table.admit(Samples.record("c", table))).isFalse();
        first.changed(new Finished());
        assertThat(table.admit(Samples.record("c", table))).isTrue();
    }

    @Example
    void admitsNoMoreThanItsMemoryHolds() {
        long each = Samples.record("a").bytes();
        ExecutionTable table = new ExecutionTable(10, 2 * each, 10, id -> forgotten.add(id.value()));
        ExecutionRecord first = Samples.record("a", table);
        assertThat(table.admit(first)).isTrue();
        assertThat(table.admit(Samples.record("b", table))).isTrue();
        assertThat(table.admit(Samples.record("c", table))).isFalse();
        first.changed(new Finished());
        assertThat(table.admit(Samples.record("c", table))).isTrue();
        assertThat(table.admit(Samples.record("d", table))).isFalse();
    }

    @Example
    void forgetsTheOneThatEndedFirst() {
        ExecutionTable table = table(10, 2);
        List<ExecutionRecord> records = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d")) {
            ExecutionRecord record = Samples.record(id, table);
            records.add(record);
            assertThat(table.admit(record)).isTrue();
        }
        records.get(2).changed(new Finished());
        records.get(0).changed(Samples.FAILED);
        records.get(3).changed(new Finished());
        assertThat(forgotten).containsExactly("c");
        assertThat(ids(table)).containsExactly("d", "b", "a");
    }

    @Property
    void neverForgetsTheLivingAndKeepsTheLastEnded(
            @ForAll @IntRange(min = 1, max = 5) int living,
            @ForAll @IntRange(min = 1, max = 5) int ended,
            @ForAll @Size(max = 60) List<Boolean> events) {
        ExecutionTable table = table(living, ended);
        Deque<ExecutionRecord> alive = new ArrayDeque<>();
        Deque<String> over = new ArrayDeque<>();
        int next = 0;
        for (boolean begin : events) {
            if (begin) {
                ExecutionRecord record = Samples.record("e" + next++, table);
                boolean admitted = table.admit(record);
                assertThat(admitted).isEqualTo(alive.size() < living);
                if (admitted) {
                    alive.add(record);
                }
            } else if (!alive.isEmpty()) {
                ExecutionRecord record = alive.remove();
                record.changed(new Finished());
                over.add(record.id().value());
                while (over.size() > ended) {
                    over.remove();
                }
            }
            List<String> expected = new ArrayList<>(over);
            alive.forEach(record -> expected.add(record.id().value()));
            assertThat(ids(table)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}

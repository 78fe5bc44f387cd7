// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;

class OutputStoreTest {
    private static final int EACH = OutputStore.LINE_OVERHEAD + 1;
    private static final ExecutionId A = new ExecutionId("a");
    private static final ExecutionId B = new ExecutionId("b");

    private static void write(OutputStore store, ExecutionId id, String... texts) {
        for (String text : texts) {
            store.add(id, new OutputLine(OutputLine.Stream.STDOUT, text));
        }
    }

    private static List<String> texts(OutputStore store, ExecutionId id) {
        return store.lines(id).stream().map(OutputLine::text).toList();
    }

    @Example
    void keepsTheLastLinesOfEach() {
        OutputStore store = new OutputStore(3L * EACH, 100L * EACH);
        write(store, A, "1", "2", "3", "4", "5");
        write(store, B, "x");
        assertThat(texts(store, A)).containsExactly("3", "4", "5");
        assertThat(texts(store, B)).containsExactly("x");
    }

    @Example
    void dropsTheOldestOfAllWhenAllTogetherAreTooMany() {
        OutputStore store = new OutputStore(3L * EACH, 4L * EACH);
        write(store, A, "1", "2", "3");
        write(store, B, "x", "y", "z");
        assertThat(texts(store, A)).containsExactly("3");
        assertThat(texts(store, B)).containsExactly("x", "y", "z");
    }

    @Example
    void forgetsAnExecutionWholly() {
        OutputStore store = new OutputStore(3L * EACH, 4L * EACH);
        write(store, A, "1", "2");
        store.forget(A);
        store.forget(B);
        assertThat(store.lines(A)).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Property
    void staysWithinItsBoundsAndKeepsTheTail(
            @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 3) Integer> writers,
            @ForAll @IntRange(min = 1, max = 6) int each,
            @ForAll @IntRange(min = 1, max = 12) int all) {
        OutputStore store = new OutputStore((long) each * EACH, (long) all * EACH);
        for (int i = 0; i < writers.size(); i++) {
            write(store, new ExecutionId("e" + writers.get(i)), String.valueOf((char) ('0' + i)));
        }
        int kept = 0;
        for (int writer = 0; writer <= 3; writer++) {
            List<String> lines = texts(store, new ExecutionId("e" + writer));
            kept += lines.size();
            assertThat(lines.size()).isLessThanOrEqualTo(each);
            assertThat(lines).isSorted();
        }
        assertThat(kept).isLessThanOrEqualTo(all);
        assertThat(store.size()).isEqualTo((long) kept * EACH);
        if (!writers.isEmpty()) {
            assertThat(texts(store, new ExecutionId("e" + writers.get(writers.size() - 1))))
                    .endsWith(String.valueOf((char) ('0' + writers.size() - 1)));
        }
    }
}

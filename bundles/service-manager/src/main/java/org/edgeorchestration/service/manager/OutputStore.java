// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * The last lines of every execution's output, bounded for each and for all together: the oldest lines go first. Any thread.
 */
final class OutputStore implements ExecutionFollower {
    /** What a line costs beside its characters, so that a flood of empty lines is bounded too. Bytes. */
    static final int LINE_OVERHEAD = 128;

    private final long limitPerExecution;
    private final long limitInAll;
    private final Map<ExecutionId, Lines> byExecution = new HashMap<>();
    private final Set<Line> byAge = new LinkedHashSet<>();
    private long inAll;

    /** The lines of one execution, oldest first. */
    private static final class Lines {
        private final Deque<Line> lines = new ArrayDeque<>();
        private long size;
    }

    /** One kept line. Compared by identity: each is one place in the order of all. */
    private static final class Line {
        private final Lines owner;
        private final OutputLine text;

        Line(Lines owner, OutputLine text) {
            this.owner = owner;
            this.text = text;
        }

        long size() {
            return (long) LINE_OVERHEAD + text.text().length();
        }
    }

    /**
     * @param limitPerExecution bytes, of one execution
     * @param limitInAll bytes, of all executions together
     */
    OutputStore(long limitPerExecution, long limitInAll) {
        this.limitPerExecution = limitPerExecution;
        this.limitInAll = limitInAll;
    }

    @Override
    public void wrote(ExecutionRecord execution, OutputLine line) {
        add(execution.id(), line);
    }

    synchronized void add(ExecutionId id, OutputLine text) {
        Lines own = byExecution.computeIfAbsent(id, unknown -> new Lines());
        Line line = new Line(own, text);
        own.lines.add(line);
        byAge.add(line);
        own.size += line.size();
        inAll += line.size();
        while (own.size > limitPerExecution) {
            drop(own.lines.getFirst());
        }
        while (inAll > limitInAll) {
            drop(byAge.iterator().next());
        }
    }

    /** A line is the oldest of its execution whenever it is dropped: of all lines in order, or of its own. */
    private void drop(Line oldest) {
        oldest.owner.lines.removeFirst();
        oldest.owner.size -= oldest.size();
        inAll -= oldest.size();
        byAge.remove(oldest);
    }

    /** What is kept of that execution, oldest first; nothing for one that wrote nothing. */
    synchronized List<OutputLine> lines(ExecutionId id) {
        Lines own = byExecution.get(id);
        return own == null
                ? List.of()
                : own.lines.stream().map(line -> line.text).toList();
    }

    /** Nobody will ask for that execution's output any more. */
    synchronized void forget(ExecutionId id) {
        Lines own = byExecution.remove(id);
        while (own != null && !own.lines.isEmpty()) {
            drop(own.lines.getFirst());
        }
    }

    /** What all kept lines cost together, in bytes. */
    synchronized long size() {
        return inAll;
    }
}

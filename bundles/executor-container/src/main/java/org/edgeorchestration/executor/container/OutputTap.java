// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.edgeorchestration.api.execution.OutputLine;

/**
 * Hands on a container's output once, however often its log is read: after a break the engine can only give it from the first
 * byte again, so what was handed on before is counted and skipped.
 */
final class OutputTap {
    private final Report report;
    private final Map<OutputLine.Stream, Long> delivered = new EnumMap<>(OutputLine.Stream.class);
    private long total;
    private boolean readable = true;

    OutputTap(Report report) {
        this.report = report;
    }

    /** Takes one reading of the whole log. */
    ContainerEngine.Output reading() {
        Map<OutputLine.Stream, Long> seen = new EnumMap<>(OutputLine.Stream.class);
        return (stream, bytes) -> take(seen, stream, bytes);
    }

    /** The engine cannot read this log: there is no use in asking again. */
    synchronized void unreadable() {
        readable = false;
    }

    /** Whether the engine can read this log, as far as is known. */
    synchronized boolean readable() {
        return readable;
    }

    /** How many bytes were handed on so far. */
    synchronized long total() {
        return total;
    }

    private synchronized void take(Map<OutputLine.Stream, Long> seen, OutputLine.Stream stream, byte[] bytes) {
        long position = seen.merge(stream, (long) bytes.length, Long::sum) - bytes.length;
        long known = delivered.getOrDefault(stream, 0L) - position;
        if (known >= bytes.length) {
            return;
        }
        byte[] fresh = known <= 0 ? bytes : Arrays.copyOfRange(bytes, Math.toIntExact(known), bytes.length);
        delivered.merge(stream, (long) fresh.length, Long::sum);
        total += fresh.length;
        report.output(stream, fresh);
    }
}

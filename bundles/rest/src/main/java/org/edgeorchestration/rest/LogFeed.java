// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceManager;
import org.edgeorchestration.api.service.ServiceManager.Subscription;
import org.edgeorchestration.api.service.ServiceStatus;

/** What an execution wrote, and then what it writes, until its end. */
final class LogFeed implements ServiceListener {
    private static final String TOO_SLOW = "[cut here: this reader was too slow]\n";

    private final ExecutionId id;
    private final List<OutputLine> early = new ArrayList<>();
    private boolean ended;
    private Optional<Feed> feed = Optional.empty();

    private LogFeed(ExecutionId id) {
        this.id = id;
    }

    /** The text of a service's own lines; what the executor says beside them is left out. */
    static String text(List<OutputLine> lines) {
        return lines.stream()
                .filter(LogFeed::ofTheService)
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
    }

    /** The last {@code tail} of the service's own lines. */
    static List<OutputLine> tail(List<OutputLine> lines, int tail) {
        List<OutputLine> own = lines.stream().filter(LogFeed::ofTheService).toList();
        return own.subList(Math.max(0, own.size() - tail), own.size());
    }

    /**
     * Begins to follow an execution.
     *
     * @param tail with how many of the lines it wrote before
     * @param onClose gives back what the caller holds for the reader
     */
    static Feed follow(ServiceManager services, ExecutionId id, int tail, Runnable onClose) {
        LogFeed log = new LogFeed(id);
        // First listening, then looking: no line falls in between, and a line met twice is the same object.
        Subscription subscription = services.subscribe(log);
        List<OutputLine> before = services.output(id).orElse(List.of());
        boolean over =
                services.service(id).map(service -> service.status().terminal()).orElse(true);
        return log.begin(before, tail, over).onClose(() -> {
            subscription.close();
            onClose.run();
        });
    }

    private synchronized Feed begin(List<OutputLine> before, int tail, boolean over) {
        Feed begun = new Feed(text(tail(before, tail)), TOO_SLOW);
        Set<OutputLine> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.addAll(before);
        early.stream().filter(line -> !seen.contains(line)).forEach(line -> begun.offer(text(List.of(line))));
        early.clear();
        if (over || ended) {
            begun.end();
        }
        feed = Optional.of(begun);
        return begun;
    }

    @Override
    public synchronized void wrote(ExecutionId execution, OutputLine line) {
        if (execution.equals(id) && ofTheService(line)) {
            feed.ifPresentOrElse(open -> open.offer(text(List.of(line))), () -> early.add(line));
        }
    }

    @Override
    public synchronized void changed(ServiceStatus service) {
        if (service.id().equals(id) && service.status().terminal()) {
            ended = true;
            feed.ifPresent(Feed::end);
        }
    }

    private static boolean ofTheService(OutputLine line) {
        return line.stream() != OutputLine.Stream.NODE;
    }
}

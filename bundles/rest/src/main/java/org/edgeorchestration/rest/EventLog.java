// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.edgeorchestration.api.service.ServiceListener;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * The last status changes, numbered, and those who follow them as server-sent events. The numbers begin anew with the node.
 */
final class EventLog implements ServiceListener {
    /** How many changes are kept for those who come back. */
    static final int KEPT = 1_024;

    private static final String TOO_SLOW = ": cut here, this reader was too slow; come back with Last-Event-ID\n\n";

    private final Deque<Event> events = new ArrayDeque<>();
    private final Set<Feed> feeds = new HashSet<>();
    private long last;

    private record Event(long number, String text) {}

    @Override
    public synchronized void changed(ServiceStatus service) {
        long number = ++last;
        String data = new String(Json.bytes(StatusJson.of(service)), StandardCharsets.UTF_8);
        Event event = new Event(number, "id: " + number + "\nevent: status\ndata: " + data + "\n\n");
        events.add(event);
        if (events.size() > KEPT) {
            events.remove();
        }
        List.copyOf(feeds).forEach(feed -> feed.offer(event.text()));
    }

    /** Follows from now on. */
    synchronized Feed follow(Runnable onClose) {
        return follow(last, onClose);
    }

    /**
     * Follows from the event after {@code seen} on, or from the oldest kept. A number that was not given out yet is from before
     * the node's last start: then all that is kept comes.
     *
     * @param onClose gives back what the caller holds for the reader
     */
    synchronized Feed follow(long seen, Runnable onClose) {
        StringBuilder missed = new StringBuilder(": status changes\n\n");
        events.stream()
                .filter(event -> seen > last || event.number() > seen)
                .forEach(event -> missed.append(event.text()));
        Feed feed = new Feed(missed.toString(), TOO_SLOW);
        feeds.add(feed);
        return feed.onClose(() -> {
            forget(feed);
            onClose.run();
        });
    }

    /** Sends a sign of life to all: proxies and readers learn so that the connection still stands. */
    synchronized void beat() {
        List.copyOf(feeds).forEach(feed -> feed.offer(": still here\n\n"));
    }

    /** Ends all streams. */
    void close() {
        List<Feed> all;
        synchronized (this) {
            all = List.copyOf(feeds);
        }
        all.forEach(Feed::end);
    }

    private synchronized void forget(Feed feed) {
        feeds.remove(feed);
    }
}

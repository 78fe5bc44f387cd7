// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.edgeorchestration.api.node.Ticker;

/**
 * Bounds how many connections there are and how long one may stay without a whole call. When there are too many, one that waits for
 * its caller goes, the one that has waited longest: a node that calls is served however many others only hold on.
 */
final class Connections implements HttpChannel.Listener {
    /** How many there may be. */
    static final int MOST = 512;

    /** How many there may be from one address. */
    static final int MOST_PER_ADDRESS = 64;

    /** From the opening of a connection to the end of its first call's header, a handshake included. */
    static final Duration FIRST_HEADER = Duration.ofSeconds(5);

    /** From an answer to the end of the next call's header. */
    static final Duration NEXT_HEADER = Duration.ofSeconds(30);

    /** From the end of a call to the end of its answer: that comes from memory, so it is the caller who takes the time. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * Whoever never brought anything whole goes before whoever did, and among them whoever has waited longest. The deadline would be
     * the wrong measure: of a host that sends half a header and one that sends half a body, the newest asker has the nearest one.
     */
    private static final Comparator<State> FIRST_TO_GO =
            Comparator.comparing(State::served).thenComparingLong(State::turn);

    private final Map<EndPoint, State> open = new ConcurrentHashMap<>();
    private final AtomicLong turns = new AtomicLong();
    private final Ticker ticker;

    Connections(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Where a connection stands.
     *
     * @param address where it comes from
     * @param busy whether a whole call of it is being answered
     * @param until when its caller must have done its next part: said the next thing, or taken the answer
     * @param served whether a whole call of it was ever taken
     * @param turn tells which of two has waited longer
     */
    private record State(InetAddress address, boolean busy, long until, boolean served, long turn) {}

    /** How many there are now. */
    int count() {
        return open.size();
    }

    /** Closes the connections whose callers have taken too long; to be called every second or so. */
    void sweep() {
        long now = ticker.nanoTime();
        open.forEach((endPoint, state) -> {
            if (now - state.until() > 0) {
                endPoint.close();
            }
        });
    }

    /** A connection was made. One at a time, or two would be let in for one that goes. */
    synchronized void opened(EndPoint endPoint) {
        InetAddress address = endPoint.getRemoteAddress().getAddress();
        open.put(endPoint, new State(address, false, after(FIRST_HEADER), false, turns.incrementAndGet()));
        if (open.size() > MOST) {
            evict(state -> true, endPoint);
        } else if (count(address) > MOST_PER_ADDRESS) {
            evict(state -> state.address().equals(address), endPoint);
        }
    }

    void closed(EndPoint endPoint) {
        open.remove(endPoint);
    }

    @Override
    public void onRequestBegin(Request request) {
        // The reader of the body keeps its own time; this is only the net below it.
        mark(request, false, BodyReader.WITHIN.multipliedBy(2));
    }

    @Override
    public void onRequestContentEnd(Request request) {
        mark(request, true, ANSWER);
    }

    @Override
    public void onComplete(Request request) {
        mark(request, false, NEXT_HEADER);
    }

    private void mark(Request request, boolean busy, Duration limit) {
        EndPoint endPoint = request.getHttpChannel().getEndPoint();
        EndPoint raw = endPoint instanceof SslConnection.DecryptedEndPoint decrypted
                ? decrypted.getSslConnection().getEndPoint()
                : endPoint;
        open.computeIfPresent(
                raw,
                (key, state) -> new State(
                        state.address(), busy, after(limit), busy || state.served(), turns.incrementAndGet()));
    }

    private long after(Duration limit) {
        return ticker.nanoTime() + limit.toNanos();
    }

    private long count(InetAddress address) {
        return open.values().stream()
                .filter(state -> state.address().equals(address))
                .count();
    }

    private void evict(Predicate<State> among, EndPoint newest) {
        EndPoint chosen = open.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(newest))
                .filter(entry -> !entry.getValue().busy() && among.test(entry.getValue()))
                .min(Map.Entry.comparingByValue(FIRST_TO_GO))
                .map(Map.Entry::getKey)
                .orElse(newest);
        open.remove(chosen); // at once, or the next one too many would choose it again
        chosen.close();
    }
}

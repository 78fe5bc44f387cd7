// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.edgeorchestration.api.node.Ticker;

/**
 * Bounds how many connections there are and how long one may stay without a whole request. When there are too many, one that waits
 * for its caller goes, those first that never brought a request: a caller that asks is served however many others only hold on.
 */
public final class Connections implements HttpChannel.Listener {
    /** From the opening of a connection to the end of its first request's header, a handshake included. */
    public static final Duration FIRST_HEADER = Duration.ofSeconds(5);

    /** From an answer to the end of the next request's header. */
    public static final Duration NEXT_HEADER = Duration.ofSeconds(30);

    /** As good as no limit, and short of the 292 years that a {@link Ticker} can tell apart. */
    private static final Duration A_CENTURY = Duration.ofDays(36_500);

    /**
     * Whoever never brought anything whole goes before whoever did, and among them whoever has waited longest. The deadline would be
     * the wrong measure: of a host that sends half a header and one that sends half a body, the newest asker has the nearest one.
     */
    private static final Comparator<State> FIRST_TO_GO =
            Comparator.comparing(State::served).thenComparingLong(State::turn);

    private final Map<EndPoint, State> open = new ConcurrentHashMap<>();
    private final AtomicLong turns = new AtomicLong();
    private final Limits limits;
    private final Ticker ticker;

    /**
     * How many there may be, and how long an answer may take.
     *
     * @param most how many connections in all
     * @param mostPerAddress how many from one address
     * @param unlimited addresses to which only {@code most} applies
     * @param answer from the end of a request to the end of its answer; empty where answers may be streams without an end
     */
    public record Limits(int most, int mostPerAddress, Predicate<InetAddress> unlimited, Optional<Duration> answer) {}

    public Connections(Limits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * Where a connection stands.
     *
     * @param address where it comes from
     * @param busy whether a whole request of it is being answered
     * @param until when its caller must have done its next part: said the next thing, or taken the answer
     * @param served whether a whole request of it was ever taken
     * @param turn tells which of two has waited longer
     */
    private record State(InetAddress address, boolean busy, long until, boolean served, long turn) {}

    /** How many there are now. */
    public int count() {
        return open.size();
    }

    /** Closes the connections whose callers have taken too long; to be called every second or so. */
    public void sweep() {
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
        if (open.size() > limits.most()) {
            evict(state -> true, endPoint);
        } else if (!limits.unlimited().test(address) && count(address) > limits.mostPerAddress()) {
            evict(state -> state.address().equals(address), endPoint);
        }
    }

    /** A connection has ended. */
    void closed(EndPoint endPoint) {
        open.remove(endPoint);
    }

    @Override
    public void onRequestBegin(Request request) {
        if (BodyReader.isAwaited(request)) {
            // The reader of the body keeps its own time; this is only the net below it.
            mark(request, false, BodyReader.WITHIN.multipliedBy(2));
        } else {
            // Of the end of a body that there is not, Jetty tells only when the answer is done.
            onRequestContentEnd(request);
        }
    }

    @Override
    public void onRequestContentEnd(Request request) {
        mark(request, true, limits.answer().orElse(A_CENTURY));
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

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Load;

/**
 * A node that has answered as itself. What is known of it is one immutable {@link PeerState}, replaced as a whole: readers take no
 * lock, and any thread may bring news.
 */
final class KnownPeer implements PeerWire.Witness {
    private static final int MOST_ADDRESSES = 16;

    private final NodeId id;
    private final Ticker ticker;
    private final Pace pace;
    private final PeerLog log;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile PeerState state;
    private volatile Optional<Sighting> sighting;
    private volatile Optional<CompletableFuture<PeerState>> asking = Optional.empty();

    KnownPeer(NodeId id, PeerState first, Optional<Sighting> sighting, Ticker ticker, Pace pace, PeerLog log) {
        this.id = id;
        this.ticker = ticker;
        this.pace = pace;
        this.log = log;
        this.state = first;
        this.sighting = sighting;
    }

    NodeId id() {
        return id;
    }

    PeerState state() {
        return state;
    }

    Vitals vitals() {
        return state.vitals();
    }

    /** What it last announced, where it was announced. */
    Optional<Sighting> sighting() {
        return sighting;
    }

    void sighted(Sighting newer) {
        sighting = Optional.of(newer);
        change(now -> was -> was.wire().profile().ours()
                ? was
                : was.with(PeerState.announced(id, newer, was.wire().endpoint().address())));
    }

    /** Every address it may be at, the present one first. */
    List<InetAddress> addresses() {
        PeerState now = state;
        Set<InetAddress> all = new LinkedHashSet<>();
        all.add(now.wire().endpoint().address());
        sighting.ifPresent(seen -> all.addAll(seen.addresses()));
        all.addAll(now.node().addresses());
        return all.stream().limit(MOST_ADDRESSES).toList();
    }

    /** One of its addresses, each in its turn. */
    InetAddress nextAddress() {
        List<InetAddress> all = addresses();
        return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }

    /** What it announces; where it announced nothing, what it would. */
    Sighting asSighting(Sighting.Dialect dialect) {
        Node now = state.node();
        return sighting.orElseGet(() -> new Sighting(
                Optional.of(id),
                now.platform(),
                now.addresses(),
                now.executionTypes(),
                now.services(),
                dialect,
                true,
                false,
                0));
    }

    /**
     * Asks how busy it is; who asks while an answer is awaited shares it.
     *
     * @return what is known after the answer; exceptionally with an {@link java.io.IOException} when there was none
     */
    CompletableFuture<PeerState> ask() {
        CompletableFuture<PeerState> mine = new CompletableFuture<>();
        synchronized (this) {
            if (asking.isPresent()) {
                return asking.get();
            }
            asking = Optional.of(mine);
        }
        PeerState asked = state;
        CompletableFuture<Answer> unused = asked.wire()
                .ask(asked.vitals().patience(ticker.nanoTime()))
                .whenComplete((answer, failure) -> {
                    PeerState after =
                            failure == null ? answered(asked, answer) : failed(asked, Failures.cause(failure));
                    asking = Optional.empty();
                    if (failure == null && after.vitals().health() == Vitals.Health.READY) {
                        mine.complete(after);
                    } else {
                        mine.completeExceptionally(failure == null ? new NotItself(id) : Failures.cause(failure));
                    }
                });
        return mine;
    }

    boolean beingAsked() {
        return asking.isPresent();
    }

    private PeerState answered(PeerState asked, Answer answer) {
        boolean itself = answer.node().map(node -> node.id().equals(id)).orElse(true);
        if (!itself) {
            return failed(asked, new NotItself(id));
        }
        return change(now -> was -> was.wire() == asked.wire()
                ? was.answered(
                        self(was, answer), answer, now, pace.interval(was.wire().profile()))
                : was);
    }

    private PeerState failed(PeerState asked, Throwable cause) {
        return change(now -> was -> was.wire() == asked.wire() ? afterFailure(was, cause, now) : was);
    }

    private static PeerState afterFailure(PeerState was, Throwable cause, long now) {
        if (cause instanceof Barred barred) {
            return was.with(was.vitals().barred(now), Optional.of(Failures.words(barred)));
        }
        if (CallFailed.is(CallFailed.How.CROWDED, cause)) {
            return was;
        }
        boolean refused = cause instanceof NotItself || CallFailed.is(CallFailed.How.REFUSED, cause);
        return was.with(was.vitals().missed(now, refused), Optional.of(Failures.words(cause)));
    }

    /** It answered as itself, perhaps elsewhere or in another way. */
    void found(Found found, Optional<Sighting> claimed) {
        claimed.ifPresent(seen -> sighting = claimed);
        change(now -> was -> {
            PeerState there = new PeerState(
                    was.node(), found.wire(), was.vitals(), was.life(), was.load(), was.loaded(), was.trouble());
            Answer answer = found.answer();
            return there.answered(
                    self(there, answer), answer, now, pace.interval(found.wire().profile()));
        });
    }

    /** A probe of any of its addresses found nobody, or nobody of that id. */
    void missed(Throwable cause) {
        change(now -> was -> afterFailure(was, cause, now));
    }

    @Override
    public void answered(Optional<Load> load) {
        change(now -> was -> was.vitals().health() == Vitals.Health.GONE
                ? was
                : was.told(load, now, pace.interval(was.wire().profile())));
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof Barred) {
            missed(cause);
        } else if (!CallFailed.is(CallFailed.How.CROWDED, cause)) {
            doubted(Failures.words(cause));
        }
    }

    /** A request waited too long for it, or was refused: others pass it by until a probe has found out. */
    void doubted(String why) {
        change(now -> was -> was.vitals().health() == Vitals.Health.READY
                ? was.with(was.vitals().doubted(now), Optional.of(why))
                : was);
    }

    /** It asks to be looked at. */
    void called() {
        change(now -> was -> was.with(was.vitals().called(now)));
    }

    void saidGoodbye() {
        change(now -> was -> was.with(was.vitals().saidGoodbye(now)));
    }

    /** No probe is due before that moment. */
    void postponed(long until) {
        change(now -> was -> was.with(was.vitals().postponed(until)));
    }

    private synchronized PeerState change(Change change) {
        PeerState before = state;
        PeerState after = change.at(ticker.nanoTime()).apply(before);
        state = after;
        log.changed(id, before, after);
        return after;
    }

    private Node self(PeerState was, Answer answer) {
        InetAddress answering = was.wire().endpoint().address();
        return answer.node().map(node -> PeerState.answering(node, answering)).orElseGet(() -> sighting.map(
                        seen -> PeerState.announced(id, seen, answering))
                .orElse(was.node()));
    }

    /** A change of state, which depends on when it happens. */
    @FunctionalInterface
    private interface Change {
        UnaryOperator<PeerState> at(long now);
    }
}

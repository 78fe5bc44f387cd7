// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Load;

/**
 * A node that has answered as itself. What is known of it is one immutable {@link PeerState}, replaced as a whole: readers take no
 * lock, and any thread may bring news.
 */
final class KnownPeer implements PeerWire.Witness {
    private final NodeId id;
    private final Ticker ticker;
    private final Pace pace;
    private final PeerLog log;
    private final long met;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile PeerState state;
    private volatile Optional<CompletableFuture<PeerState>> asking = Optional.empty();

    KnownPeer(NodeId id, PeerState first, Ticker ticker, Pace pace, PeerLog log) {
        this.id = id;
        this.ticker = ticker;
        this.pace = pace;
        this.log = log;
        this.met = ticker.nanoTime();
        this.state = first;
    }

    NodeId id() {
        return id;
    }

    /** When it first answered, by the {@link Ticker}. */
    long met() {
        return met;
    }

    PeerState state() {
        return state;
    }

    Contact contact() {
        return state.contact();
    }

    Vitals vitals() {
        return state.vitals();
    }

    /** One of its addresses, each in its turn. */
    InetAddress nextAddress() {
        List<InetAddress> all = contact().addresses();
        return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
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
        return change((was, now) -> was.wire() == asked.wire() ? was.answered(answer, now, interval(was.wire())) : was);
    }

    private PeerState failed(PeerState asked, Throwable cause) {
        return change((was, now) -> was.wire() == asked.wire() ? was.failed(cause, now) : was);
    }

    /** It answered as itself, perhaps elsewhere or in another way. */
    void found(Found found, Optional<Sighting> claimed) {
        change((was, now) -> was.found(found, claimed, now, interval(found.wire())));
    }

    /** A probe where it was last found nobody, or nobody of that id, or it will not be spoken to. */
    void missed(Throwable cause) {
        change((was, now) -> was.failed(cause, now));
    }

    /** A probe of any of its addresses came to nothing. */
    void missed(InetAddress at, Throwable cause) {
        change((was, now) -> at.equals(was.contact().address()) || cause instanceof Barred
                ? was.failed(cause, now)
                : was.with(was.vitals().soughtElsewhere(now)));
    }

    @Override
    public void answered(Optional<Load> load) {
        change((was, now) -> was.vitals().gone() ? was : was.told(load, now, interval(was.wire())));
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
        change((was, now) -> was.vitals().health() == Vitals.Health.READY
                ? was.with(was.vitals().doubted(now), Optional.of(why))
                : was);
    }

    /** It has ended, and may be back already; only for a Go node, which does not say so itself. */
    void ended() {
        change(PeerState::ended);
    }

    /** It announced something. */
    void sighted(Sighting newer) {
        change((was, now) -> was.sighted(newer));
    }

    /** It asks to be looked at. */
    void called() {
        change((was, now) -> was.with(was.vitals().called(now)));
    }

    void saidGoodbye() {
        change((was, now) -> was.with(was.vitals().saidGoodbye(now)));
    }

    /** No probe is due before that moment. */
    void postponed(long until) {
        change((was, now) -> was.with(was.vitals().postponed(until)));
    }

    private synchronized PeerState change(Change change) {
        PeerState before = state;
        PeerState after = change.of(before, ticker.nanoTime());
        state = after;
        log.changed(id, before, after);
        return after;
    }

    private Duration interval(PeerWire wire) {
        return pace.interval(wire.profile());
    }

    /** What comes of a state by some news. */
    @FunctionalInterface
    private interface Change {
        PeerState of(PeerState was, long now);
    }
}

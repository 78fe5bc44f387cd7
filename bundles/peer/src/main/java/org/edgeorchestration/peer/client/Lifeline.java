// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;

/** The idle connection to one Go node, and after its loss the next one. */
final class Lifeline {
    /** What is between may forget a connection on which nothing is said; then neither side hears of its end. */
    static final Duration RENEWED_EVERY = Duration.ofMinutes(5);

    private static final Duration OPENS_WITHIN = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration BRIEF = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(30);
    /** As one that ends closes one socket after the other, the one that listens may be the last. */
    private static final int TRIES = 5;

    private final NodeId peer;
    private final Endpoint to;
    private final Lines lines;
    private Optional<Lines.Line> line = Optional.empty();
    private long lastNeeded;
    private boolean wasOpen;
    private boolean wasLost;
    private long since;
    private long next;
    private int lostAtOnce;

    Lifeline(NodeId peer, Endpoint to, Lines lines, long now) {
        this.peer = peer;
        this.to = to;
        this.lines = lines;
        this.lastNeeded = now;
        this.next = now;
    }

    /** Whether one makes sense: nodes of ours tell of their lives themselves. */
    static boolean canBeTo(KnownPeer peer) {
        return !peer.contact().wire().profile().ours() && !peer.vitals().away();
    }

    NodeId peer() {
        return peer;
    }

    boolean isStillFor(KnownPeer known) {
        return canBeTo(known) && known.contact().wire().endpoint().equals(to);
    }

    /** Something is awaited of that node at that moment. */
    void needed(long now) {
        lastNeeded = now;
    }

    /** Whether nothing has been awaited of that node for so long. */
    boolean isSpareFor(Duration duration, long now) {
        return now - lastNeeded >= duration.toNanos();
    }

    /** Looks at it: whether nobody listens any more where somebody held the other end. */
    boolean tellsOfAnEnd(long now) {
        if (line.isEmpty() && now - next >= 0) {
            open(now);
        }
        return line.isPresent() && follow(now, line.get().stage());
    }

    /** Whether it was lost, and is on its way again. */
    boolean isBeingMadeAnew() {
        return wasLost && line.isPresent() && !wasOpen;
    }

    private void open(long now) {
        close();
        line = Optional.of(lines.open(to));
        since = now;
        wasOpen = false;
    }

    private boolean follow(long now, Lines.Stage stage) {
        return switch (stage) {
            case OPENING -> {
                if (now - since >= OPENS_WITHIN.toNanos()) {
                    pause(now, PAUSE);
                }
                yield false;
            }
            case OPEN -> {
                wasOpen = true;
                if (now - since >= RENEWED_EVERY.toNanos()) {
                    pause(now, Duration.ZERO);
                }
                yield false;
            }
            case LOST -> lost(now);
            case REFUSED -> {
                // what took long was no refusal, whatever it is called
                boolean ended = wasLost && now - since < OPENS_WITHIN.toNanos();
                pause(now, PAUSE);
                yield ended;
            }
        };
    }

    private boolean lost(long now) {
        lostAtOnce = wasOpen && now - since >= BRIEF.toNanos() ? 1 : lostAtOnce + 1;
        boolean everHeld = wasOpen || wasLost;
        if (!everHeld || lostAtOnce > TRIES) {
            pause(now, everHeld ? LONG_PAUSE : PAUSE);
            return false;
        }
        wasLost = true;
        open(now);
        return line.orElseThrow().stage() == Lines.Stage.REFUSED && follow(now, Lines.Stage.REFUSED);
    }

    private void pause(long now, Duration pause) {
        close();
        wasLost = false;
        lostAtOnce = 0;
        next = now + pause.toNanos();
    }

    void close() {
        line.ifPresent(Lines.Line::close);
        line = Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;

/** Minds the peers that are known: asks them when it is time, and looks for those that are gone. On the one thread. */
final class Vigil {
    private static final List<Duration> AFTER_GOODBYE =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(900));
    private static final Duration SCOUTED_WITHIN = Duration.ofSeconds(5);
    private static final int RETURNS_PER_SECOND = 40;
    private static final int WISHES_PER_SECOND = 50;
    private static final int SUSPICIONS_PER_SECOND = 40;
    // what this node has heard itself since outweighs what others have not
    private static final Duration HEARD_LATELY = Duration.ofSeconds(1);

    private final PeerTable table;
    private final Admission admission;
    private final Scout scout;
    private final Course course;
    private final Hearsay hearsay;
    private final Ticker ticker;
    private final Allowance returns;
    private final Allowance wishes;
    private final Allowance suspicions;

    /** @param hearsay whom others have found silent */
    Vigil(PeerTable table, Admission admission, Scout scout, Course course, Hearsay hearsay, Ticker ticker) {
        this.table = table;
        this.admission = admission;
        this.scout = scout;
        this.course = course;
        this.hearsay = hearsay;
        this.ticker = ticker;
        this.returns = new Allowance(ticker, RETURNS_PER_SECOND, RETURNS_PER_SECOND);
        this.wishes = new Allowance(ticker, WISHES_PER_SECOND, WISHES_PER_SECOND);
        this.suspicions = new Allowance(ticker, SUSPICIONS_PER_SECOND, SUSPICIONS_PER_SECOND);
    }

    /** A peer is announced; who wants attention gets it, as long as not too many do: all are looked at anyway. */
    void sighted(KnownPeer peer, Sighting sighting) {
        Optional<Sighting> before = peer.contact().sighting();
        if (before.equals(Optional.of(sighting))) {
            return;
        }
        peer.sighted(sighting);
        boolean leaves = sighting.leaving() && !before.map(Sighting::leaving).orElse(false);
        // one that was forgotten meanwhile where it is heard of is counted from the start
        boolean speaks = sighting.spoken() != before.map(Sighting::spoken).orElse(0L);
        if (leaves && wishes.take()) {
            // anybody can say goodbye in another's name: it only makes this node look more closely
            peer.saidGoodbye();
            AFTER_GOODBYE.forEach(pause -> course.later(pause, () -> {
                peer.called();
                round();
            }));
        } else if (speaks && wishes.take()) {
            peer.called();
        }
        boolean moved = !sighting.addresses().isEmpty()
                && !sighting.addresses().contains(peer.contact().address());
        if (moved && wishes.take()) {
            lookFor(peer, sighting.addresses().get(0));
        }
    }

    /** A call of a peer that does not answer came from there: it may be there now. */
    void heard(KnownPeer peer, InetAddress from) {
        peer.called();
        if (!peer.contact().address().equals(from) && wishes.take()) {
            lookFor(peer, from);
        }
    }

    /** Looks at every peer whose time has come, the longest overdue first. Many times a second, and mostly at none. */
    void round() {
        long now = ticker.nanoTime();
        suspect(now);
        List<Due> due = new ArrayList<>();
        for (KnownPeer peer : table.all()) {
            Vitals vitals = peer.vitals();
            if (vitals.due(now) && !peer.beingAsked()) {
                due.add(new Due(peer, now - vitals.due()));
            }
        }
        due.sort(Comparator.comparingLong(Due::overdue).reversed());
        due.forEach(each -> lookAt(each.peer(), now));
    }

    /** As it was when this was made: an answer may change what is known of the peer at any time. */
    private record Due(KnownPeer peer, long overdue) {}

    /** Whom another node has found silent this one asks now, or the fleet would miss it only as soon as its turn comes at each. */
    private void suspect(long now) {
        for (NodeId id : hearsay.take()) {
            table.find(id)
                    .filter(peer -> peer.vitals().health() == Vitals.Health.READY
                            && now - peer.vitals().answered() > HEARD_LATELY.toNanos())
                    .filter(peer -> suspicions.take())
                    .ifPresent(KnownPeer::called);
        }
    }

    private void lookAt(KnownPeer peer, long now) {
        switch (peer.vitals().health()) {
            case READY -> ask(peer);
            case LATE -> {
                ask(peer);
                elsewhere(peer).filter(address -> returns.take()).ifPresent(address -> lookFor(peer, address));
            }
            case BARRED, GONE -> {
                if (returns.take()) {
                    peer.postponed(now + SCOUTED_WITHIN.toNanos());
                    lookFor(peer, whereToLook(peer));
                }
            }
        }
    }

    private static void ask(KnownPeer peer) {
        // what comes of it, the peer itself remembers
        CompletableFuture<PeerState> unused = peer.ask();
    }

    /** An address where a peer may be that does not answer at its present one. */
    private static Optional<InetAddress> elsewhere(KnownPeer peer) {
        InetAddress present = peer.contact().address();
        return Optional.of(peer.nextAddress()).filter(address -> !address.equals(present));
    }

    /** Who is barred answers where it was last, as far as is known. */
    private static InetAddress whereToLook(KnownPeer peer) {
        Vitals vitals = peer.vitals();
        return vitals.health() == Vitals.Health.BARRED && vitals.misses() == 0
                ? peer.contact().address()
                : peer.nextAddress();
    }

    private void lookFor(KnownPeer peer, InetAddress address) {
        Dialect dialect = dialect(peer);
        CompletableFuture<Found> unused = scout.at(address, dialect)
                .whenComplete((found, failure) ->
                        course.now(() -> lookedFor(peer, address, dialect, Optional.ofNullable(found), failure)));
    }

    private void lookedFor(
            KnownPeer peer, InetAddress address, Dialect dialect, Optional<Found> found, @Nullable Throwable failure) {
        Optional<Sighting> claim = Optional.of(peer.contact().asSighting(dialect));
        boolean itself = found.flatMap(there -> admission.adopt(there, claim))
                .filter(peer::equals)
                .isPresent();
        // one that is asked at its present address as well is judged by that
        if (!itself && peer.vitals().away()) {
            peer.missed(address, failure == null ? new NotItself(peer.id()) : Failures.cause(failure));
        }
    }

    private static Dialect dialect(KnownPeer peer) {
        return peer.contact()
                .sighting()
                .map(Sighting::dialect)
                .filter(said -> said != Dialect.NONE)
                .orElseGet(() -> switch (peer.contact().wire().profile()) {
                    case JAVA -> Dialect.DUAL;
                    case P0, P1, P2, P3 -> Dialect.POSITIONAL;
                    case P4, P5 -> Dialect.KEYED;
                });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.api.peer.Peer;

/** Looks into claims: no more of them at a time than do no harm, wherever they come from. On the one thread. */
final class Inquiry {
    private static final int PER_SECOND = 20;
    private static final int MOST_UNDER_WAY = 32;
    private static final int MOST_BARRED_SHOWN = 64;

    private final PeerTable table;
    private final Admission admission;
    private final Scout scout;
    private final Course course;
    private final Ticker ticker;
    private final PeerLog log;
    private final Claims claims = new Claims();
    private final Allowance allowance;
    private int underWay;

    Inquiry(PeerTable table, Admission admission, Scout scout, Course course, Ticker ticker, PeerLog log) {
        this.table = table;
        this.admission = admission;
        this.scout = scout;
        this.course = course;
        this.ticker = ticker;
        this.log = log;
        this.allowance = new Allowance(ticker, PER_SECOND, PER_SECOND);
    }

    /** These are claimed now. */
    void claimed(Collection<Sighting> sightings) {
        claims.claimed(sightings, ticker.nanoTime());
        showBarred();
    }

    /** A node called with the fleet's key. */
    void heard(NodeId id, InetAddress from) {
        claims.heard(id, from, ticker.nanoTime());
    }

    /** Looks into the most promising claims. */
    void round() {
        long now = ticker.nanoTime();
        while (underWay < MOST_UNDER_WAY) {
            Optional<Claim> next = claims.next(now);
            if (next.isEmpty()) {
                return;
            }
            Claim claim = next.get();
            if (admission.heldByOther(claim.next(), claim.id())) {
                claim.begin();
                if (claim.occupied(now)) {
                    showBarred();
                }
            } else if (claim.heard() || allowance.take()) {
                lookInto(claim);
            } else {
                return;
            }
        }
    }

    private void lookInto(Claim claim) {
        InetAddress address = claim.begin();
        underWay++;
        CompletableFuture<Found> unused = scout.at(address, claim.sighting().dialect())
                .whenComplete((found, failure) -> course.now(() -> {
                    underWay--;
                    if (found != null) {
                        answered(claim, address, found);
                    } else {
                        unanswered(claim, address, Failures.cause(failure));
                    }
                    round();
                }));
    }

    private void answered(Claim claim, InetAddress address, Found found) {
        if (claim.id().isEmpty() && found.answer().node().isEmpty()) {
            bar(claim, address, nameless(found.wire()));
            return;
        }
        Optional<KnownPeer> peer = admission.adopt(found, Optional.of(claim.sighting()));
        long now = ticker.nanoTime();
        if (claim.unbarred()) {
            showBarred();
        }
        if (peer.isPresent() && claim.id().isEmpty()) {
            claim.occupied(now);
        } else if (peer.isPresent() && claim.id().equals(Optional.of(peer.get().id()))) {
            claims.confirmed(claim);
        } else {
            claims.inVain(address);
            claims.failed(claim, now);
        }
    }

    private static Barred nameless(PeerWire wire) {
        return new Barred(
                wire.profile(),
                wire.endpoint()
                        + " is a node of the Go project and has not told its name yet: does this node's UDP reach its"
                        + " port 5353?");
    }

    private void unanswered(Claim claim, InetAddress address, Throwable cause) {
        claims.inVain(address);
        if (cause instanceof Barred barred) {
            bar(claim, address, barred);
        } else if (claims.failed(claim, ticker.nanoTime())) {
            showBarred();
        }
    }

    private void bar(Claim claim, InetAddress address, Barred why) {
        claim.barred(why, ticker.nanoTime());
        log.barred(claim.id().map(NodeId::value).orElse("unknown"), address, Failures.words(why));
        showBarred();
    }

    private void showBarred() {
        table.barred(claims.barred()
                .limit(MOST_BARRED_SHOWN)
                .flatMap(claim -> shown(claim).stream())
                .toList());
    }

    private static Optional<Peer> shown(Claim claim) {
        Sighting said = claim.sighting();
        return said.id().flatMap(id -> claim.barred()
                .map(why -> new Peer(
                        new Node(id, said.platform(), said.addresses(), said.executionTypes(), said.services()),
                        why.profile().word(),
                        why.profile().ours(),
                        Peer.Standing.BARRED,
                        Optional.of(Failures.words(why)),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ZERO)));
    }
}

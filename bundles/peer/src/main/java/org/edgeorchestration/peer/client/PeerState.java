// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.Node;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Load;
import org.edgeorchestration.api.peer.Peer;

/**
 * All that is known of a peer at one moment; pure.
 *
 * @param contact what it is and where
 * @param vitals how it does
 * @param life changes with each of its starts; of a Go node, which does not tell it, with each end that was noticed
 * @param load its last answer to how busy it is
 * @param loaded when that came, by the ticker; without meaning where there is none
 * @param trouble what is wrong, for people; empty while it is ready
 */
record PeerState(
        Contact contact, Vitals vitals, String life, Optional<Load> load, long loaded, Optional<String> trouble) {
    /** Who answered somewhere for the first time. */
    static PeerState found(NodeId id, Found found, Optional<Sighting> claimed, long now, Duration interval) {
        Answer answer = found.answer();
        return new PeerState(
                Contact.found(id, found, claimed),
                Vitals.found(now, answer.roundTrip(), interval),
                answer.life().isEmpty() ? lifeFrom(now) : answer.life(),
                answer.load(),
                now,
                Optional.empty());
    }

    Node node() {
        return contact.node();
    }

    PeerWire wire() {
        return contact.wire();
    }

    /** It answered as itself, perhaps elsewhere or in another way. */
    PeerState found(Found found, Optional<Sighting> claimed, long now, Duration interval) {
        return answered(contact.found(found, claimed), found.answer(), now, interval);
    }

    /** It answered. */
    PeerState answered(Answer answer, long now, Duration interval) {
        return answered(contact.answered(answer), answer, now, interval);
    }

    private PeerState answered(Contact there, Answer answer, long now, Duration interval) {
        RoundTrips roundTrips =
                answer.roundTrip().map(vitals.roundTrips()::with).orElse(vitals.roundTrips());
        return new PeerState(
                there,
                vitals.answered(now, roundTrips, interval),
                answer.life().isEmpty() ? life : answer.life(),
                answer.load().or(() -> load),
                answer.load().isPresent() ? now : loaded,
                Optional.empty());
    }

    /** Answered something else, and perhaps said on the way how busy it is. */
    PeerState told(Optional<Load> newer, long now, Duration interval) {
        return new PeerState(
                contact,
                vitals.answered(now, vitals.roundTrips(), interval),
                life,
                newer.or(() -> load),
                newer.isPresent() ? now : loaded,
                Optional.empty());
    }

    /** A probe came to nothing; one that this node itself did not let out says nothing of the peer. */
    PeerState failed(Throwable cause, long now) {
        if (cause instanceof Barred barred) {
            return with(vitals.barred(now), Optional.of(Failures.words(barred)));
        }
        if (CallFailed.is(CallFailed.How.CROWDED, cause)) {
            return this;
        }
        boolean nobodyListens = CallFailed.is(CallFailed.How.REFUSED, cause);
        Vitals newer = vitals.missed(now, nobodyListens || cause instanceof NotItself);
        boolean ended = nobodyListens && newer.refusedAgain() && !vitals.refusedAgain();
        boolean barredStill = newer.health() == Vitals.Health.BARRED;
        return new PeerState(
                contact,
                newer,
                ended ? nextLife(now) : life,
                load,
                loaded,
                barredStill ? trouble : Optional.of(Failures.words(cause)));
    }

    /** It has ended, as its host tells; whether it is back a probe finds out. */
    PeerState ended(long now) {
        return new PeerState(
                contact,
                vitals.doubted(now),
                nextLife(now),
                load,
                loaded,
                Optional.of("its host says that it has ended"));
    }

    /** A Go node listens as long as it lives: one that did not has forgotten what it ran, and will never tell of it. */
    private String nextLife(long now) {
        return wire().profile().ours() ? life : lifeFrom(now);
    }

    /** One that is found again after it was forgotten is taken to have ended meanwhile: no two lives have the same name. */
    private static String lifeFrom(long now) {
        return Long.toString(now);
    }

    /** It announced something. */
    PeerState sighted(Sighting newer) {
        return new PeerState(contact.sighted(newer), vitals, life, load, loaded, trouble);
    }

    /** Came to other vitals for a reason. */
    PeerState with(Vitals newer, Optional<String> why) {
        return new PeerState(contact, newer, life, load, loaded, why);
    }

    /** Came to other vitals; what troubled it stays. */
    PeerState with(Vitals newer) {
        return with(newer, trouble);
    }

    /** As others of this node's bundles see it; only for a peer that is not gone. */
    Peer seen(long now) {
        return new Peer(
                node(),
                wire().profile().word(),
                wire().profile().ours(),
                standing(),
                trouble,
                wire().profile().ours() ? life : "",
                vitals.roundTrips().shortest(),
                load,
                load.isPresent() ? Duration.ofNanos(now - loaded) : Duration.ZERO);
    }

    private Peer.Standing standing() {
        return switch (vitals.health()) {
            case READY -> Peer.Standing.READY;
            case BARRED -> Peer.Standing.BARRED;
            case LATE, GONE -> Peer.Standing.LATE;
        };
    }
}

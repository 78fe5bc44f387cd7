// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How a peer does: pure, so that every rule of liveness can be told without a network. Times are those of a {@link
 * org.edgeorchestration.api.node.Ticker}.
 *
 * @param health where it stands
 * @param roundTrips the last ones
 * @param misses how many probes in a row got no answer
 * @param refusals how many of the last misses in a row were refused connections
 * @param answered when it last answered
 * @param due when it is to be probed next
 * @param changed when {@code health} last changed
 * @param farewell until when a refused connection confirms a goodbye
 * @param absence when it was last noticed not to be there; one since its last answer goes on
 */
record Vitals(
        Health health,
        RoundTrips roundTrips,
        int misses,
        int refusals,
        long answered,
        long due,
        long changed,
        long farewell,
        Optional<Absence> absence) {

    /** How a peer may do. */
    enum Health {
        /** It answers. */
        READY,
        /** It missed a deadline. */
        LATE,
        /** It answers, but not to this node. */
        BARRED,
        /** It is not there any more. */
        GONE
    }

    /** A peer that is silent for so long is gone. */
    static final Duration SILENCE = Duration.ofMillis(2_500);

    // among more than a hundred, most have last answered so long ago that the time since says nothing
    private static final Duration SELDOM = Duration.ofMillis(3_200);
    private static final Duration SAID_FOR = Duration.ofSeconds(5);
    private static final Duration BARRED_PAUSE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** A peer that has just been found. */
    static Vitals found(long now, Optional<Duration> roundTrip, Duration interval) {
        RoundTrips first = roundTrip.map(RoundTrips.NONE::with).orElse(RoundTrips.NONE);
        return new Vitals(Health.READY, first, 0, 0, now, now + interval.toNanos(), now, now, Optional.empty());
    }

    /** It answered; {@code roundTrips} holds this answer's where it told one. */
    Vitals answered(long now, RoundTrips newer, Duration interval) {
        return new Vitals(
                Health.READY,
                newer,
                0,
                0,
                now,
                now + interval.toNanos(),
                since(Health.READY, now),
                farewell,
                lastAbsence(now));
    }

    /** A probe where it was last got no answer. */
    Vitals missed(long now, boolean refused) {
        int missed = Math.min(misses + 1, 30);
        int refusedInRow = refused ? refusals + 1 : 0;
        Health next = afterMisses(missed, refusedInRow, now);
        // a peer is there as long as it listens, so one refused connection is enough
        boolean noticed = next == Health.GONE ? health != Health.GONE : refused && health != Health.BARRED;
        Vitals after = new Vitals(
                next,
                roundTrips,
                missed,
                refusedInRow,
                answered,
                now,
                since(next, now),
                farewell,
                noticed ? absentSince(now) : absence);
        return after.postponed(now + Probing.pause(after, now).toNanos());
    }

    private Health afterMisses(int missed, int refusedInRow, long now) {
        boolean confirmed = refusedInRow >= (now - farewell < 0 ? 1 : 2);
        boolean silent = missed >= (seldomAsked(now) ? 3 : 2) && now - answered >= SILENCE.toNanos();
        return switch (health) {
            case READY, LATE -> confirmed || silent ? Health.GONE : Health.LATE;
            // a single miss may be the network's, and the way on which it was barred leads no further
            case BARRED -> confirmed || missed >= 2 ? Health.GONE : Health.BARRED;
            case GONE -> Health.GONE;
        };
    }

    /** Nobody was found where it may be as well: that says nothing of where it was last. */
    Vitals soughtElsewhere(long now) {
        return postponed(now + Probing.pause(this, now).toNanos());
    }

    /** A request, not a probe, waited too long or was refused: others are not to wait too, and a probe finds out. */
    Vitals doubted(long now) {
        return health == Health.READY
                ? new Vitals(Health.LATE, roundTrips, misses, refusals, answered, now, now, farewell, absence)
                : this;
    }

    /** It will not be spoken to. */
    Vitals barred(long now) {
        return new Vitals(
                Health.BARRED,
                roundTrips,
                0,
                0,
                answered,
                now + BARRED_PAUSE.toNanos(),
                since(Health.BARRED, now),
                farewell,
                health == Health.BARRED ? absence : absentSince(now));
    }

    /** It asked to be looked at. */
    Vitals called(long now) {
        return new Vitals(health, roundTrips, misses, refusals, answered, now, changed, farewell, absence);
    }

    /** It, or somebody in its name, said goodbye. */
    Vitals saidGoodbye(long now) {
        return new Vitals(
                health, roundTrips, misses, refusals, answered, now, changed, now + FAREWELL.toNanos(), absence);
    }

    /** A probe is under way: no other is due before its end. */
    Vitals postponed(long until) {
        return new Vitals(health, roundTrips, misses, refusals, answered, until, changed, farewell, absence);
    }

    /** How long a probe's answer is waited for. */
    Duration patience(long now) {
        return Probing.patience(this, now);
    }

    /** Whether it is not there any more. */
    boolean gone() {
        return health == Health.GONE;
    }

    /** Whether at least the last two misses were refused connections. */
    boolean refusedAgain() {
        return refusals >= 2;
    }

    /** Whether it does not answer, or not this node. */
    boolean away() {
        return gone() || health == Health.BARRED;
    }

    /** When it was last not there, as far as was noticed; until now where it has not answered since. */
    Optional<Absence> lastAbsence(long now) {
        return absence.map(last -> last.from() == answered ? new Absence(last.from(), last.noticed(), now) : last);
    }

    private Optional<Absence> absentSince(long now) {
        return Optional.of(new Absence(answered, now, now));
    }

    /** Whether it last answered so long ago that this alone says nothing. */
    boolean seldomAsked(long now) {
        return now - answered > SELDOM.toNanos();
    }

    /** Whether other nodes are to hear that it is silent: when it is more than slow, and for as long as they need to hear it. */
    boolean silent(long now) {
        return switch (health) {
            case READY, BARRED -> false;
            case LATE -> misses >= 2;
            case GONE -> now - changed < SAID_FOR.toNanos();
        };
    }

    boolean due(long now) {
        return now - due >= 0;
    }

    private long since(Health next, long now) {
        return next == health ? changed : now;
    }
}

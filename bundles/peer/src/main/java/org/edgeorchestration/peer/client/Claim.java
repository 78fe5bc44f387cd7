// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;

/** What is claimed of a node that has not answered as itself yet. One thread. */
final class Claim {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 9;
    private static final Duration BARRED_PAUSE = Duration.ofSeconds(10);
    private static final Duration ABSENT_PAUSE = Duration.ofSeconds(1);
    // a single miss may be the network's
    private static final int MISSES_OF_THE_ABSENT = 2;

    private static final Duration OCCUPIED_PAUSE = Duration.ofSeconds(1);

    private final long since;
    private Sighting sighting;
    private boolean heard;
    private Optional<InetAddress> calledFrom = Optional.empty();
    private long heardAt;
    private int attempts;
    private long due;
    private boolean underWay;
    private boolean wanted;
    private Optional<Barred> barred = Optional.empty();
    private int misses;

    /** @param since counts the claims, the newest highest */
    Claim(Sighting sighting, long since, long now) {
        this.sighting = sighting;
        this.since = since;
        this.due = now;
    }

    Sighting sighting() {
        return sighting;
    }

    Optional<NodeId> id() {
        return sighting.id();
    }

    /** A call with the fleet's key came from there: that outweighs everything anybody announces. */
    boolean heard() {
        return heard;
    }

    long since() {
        return since;
    }

    int attempts() {
        return attempts;
    }

    Optional<Barred> barred() {
        return barred;
    }

    /** Claimed again; looked at again at once if it asks for it, is elsewhere or says that it leaves. */
    void update(Sighting newer, long now) {
        boolean elsewhere = !newer.sameAddresses(sighting);
        boolean leaves = newer.leaving() && !sighting.leaving();
        if (elsewhere || leaves || newer.spoken() > sighting.spoken()) {
            want(now);
            attempts = elsewhere ? 0 : attempts;
        }
        sighting = newer;
    }

    /** A call came from there, which is looked at as well, whatever is announced: first where that is news. */
    void hear(InetAddress from, long now) {
        boolean elsewhere = !addresses().contains(from);
        if (elsewhere) {
            calledFrom = Optional.of(from);
            attempts = 0;
        }
        if (elsewhere || !heard || now - heardAt > Duration.ofSeconds(1).toNanos()) {
            want(now);
        }
        heard = true;
        heardAt = now;
    }

    /** What is under way now may have begun before there was anything to find. */
    private void want(long now) {
        due = now;
        wanted = underWay;
    }

    /** Whether nobody has called from there for so long that it may be forgotten. */
    boolean faded(long now, Duration after) {
        return !heard || now - heardAt > after.toNanos();
    }

    boolean due(long now) {
        return !underWay && now - due >= 0 && !addresses().isEmpty();
    }

    /** Where it may be: where it called from, and all that was announced. */
    List<InetAddress> addresses() {
        List<InetAddress> announced = sighting.addresses();
        return calledFrom
                .filter(from -> !announced.contains(from))
                .map(from -> Stream.concat(Stream.of(from), announced.stream()).toList())
                .orElse(announced);
    }

    /** The address to be looked at next: each in its turn. */
    InetAddress begin() {
        underWay = true;
        List<InetAddress> addresses = addresses();
        return addresses.get(attempts++ % addresses.size());
    }

    /** The address that {@link #begin} would return. */
    InetAddress next() {
        List<InetAddress> addresses = addresses();
        return addresses.get(attempts % addresses.size());
    }

    /**
     * Nobody answered as claimed.
     *
     * @param longest no pause before the next attempt is longer
     * @return whether somebody who would not be spoken to is not there any more
     */
    boolean failed(long now, Duration longest) {
        if (barred.isPresent()) {
            end(now + ABSENT_PAUSE.toNanos());
            return missed();
        }
        int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
        end(now + Math.min(FIRST_PAUSE.toNanos() << doublings, longest.toNanos()));
        return false;
    }

    /** Somebody answered who will not be spoken to. */
    void barred(Barred why, long now) {
        barred = Optional.of(why);
        misses = 0;
        end(now + BARRED_PAUSE.toNanos());
    }

    /**
     * Somebody answered who is spoken to.
     *
     * @return whether that is news
     */
    boolean unbarred() {
        boolean news = barred.isPresent();
        barred = Optional.empty();
        return news;
    }

    /**
     * A peer that is known already is at that address.
     *
     * @return whether somebody who would not be spoken to is not there any more
     */
    boolean occupied(long now) {
        end(now + OCCUPIED_PAUSE.toNanos());
        return missed();
    }

    private boolean missed() {
        return barred.isPresent() && ++misses >= MISSES_OF_THE_ABSENT && unbarred();
    }

    private void end(long nextDue) {
        due = wanted ? due : nextDue;
        wanted = false;
        underWay = false;
    }
}

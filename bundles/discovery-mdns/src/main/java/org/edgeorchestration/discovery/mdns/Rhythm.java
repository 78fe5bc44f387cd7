// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * When to say what: three announcements when something has changed, an advertisement every minute or so, and a browser's question at
 * intervals that grow. Times are those of the monotonic clock. For one thread.
 */
final class Rhythm {
    /** After a change; more than one because a packet can be lost. */
    private static final List<Duration> BURST = List.of(Duration.ZERO, Duration.ofMillis(250), Duration.ofSeconds(1));
    /** Between the beginnings of two bursts: what changes all the time is not announced all the time. */
    static final Duration BETWEEN_BURSTS = Duration.ofMillis(500);

    private static final Duration FIRST_BROWSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_BROWSE = Duration.ofHours(1);
    /** After the second question within a second of the start, minutes are soon enough: who comes up announces itself. */
    private static final int BROWSE_GROWTH = 60;

    private static final Duration BETWEEN_BROWSES = Duration.ofSeconds(10);
    private static final double SPREAD = 0.1;

    private final Duration interval;
    private final DoubleSupplier random;
    private final Deque<Long> burst = new ArrayDeque<>();
    private long lastBurst;
    private long nextAdvertisement;
    private long nextBrowse;
    private long lastBrowse;
    private Duration browseInterval = FIRST_BROWSE;

    /**
     * @param interval between two advertisements, on average
     * @param random numbers from 0 to 1, so that nodes started together do not speak together for ever
     */
    Rhythm(Duration interval, DoubleSupplier random, long now) {
        this.interval = interval;
        this.random = random;
        this.lastBurst = now - BETWEEN_BURSTS.toNanos();
        this.lastBrowse = now - BETWEEN_BROWSES.toNanos();
        this.nextAdvertisement = now;
        this.nextBrowse = now;
    }

    /** This node has changed. */
    void changed(long now) {
        if (burst.size() == BURST.size()) {
            return; // the one that has not begun yet tells of this change, too
        }
        long earliest = lastBurst + BETWEEN_BURSTS.toNanos();
        lastBurst = earliest - now > 0 ? earliest : now;
        burst.clear();
        BURST.forEach(step -> burst.add(lastBurst + step.toNanos()));
        planAdvertisement(lastBurst + BURST.get(BURST.size() - 1).toNanos());
    }

    /** This node is on another network: who is there? */
    void moved(long now) {
        changed(now);
        nextBrowse = now;
        browseInterval = FIRST_BROWSE;
    }

    /** Whether to announce now; says so once. */
    boolean announces(long now) {
        boolean due = false;
        while (!burst.isEmpty() && burst.peek() - now <= 0) {
            burst.remove();
            due = true;
        }
        return due;
    }

    /** Whether it is time for the minutely advertisement; says so once. */
    boolean advertises(long now) {
        if (nextAdvertisement - now > 0) {
            return false;
        }
        planAdvertisement(now);
        return true;
    }

    /** Whether to ask who is there; says so once. */
    boolean browses(boolean wanted, long now) {
        if (nextBrowse - now > 0 && !(wanted && now - lastBrowse > BETWEEN_BROWSES.toNanos())) {
            return false;
        }
        lastBrowse = now;
        nextBrowse = now + browseInterval.toNanos();
        Duration longer = browseInterval.equals(FIRST_BROWSE)
                ? FIRST_BROWSE.multipliedBy(BROWSE_GROWTH * 2L)
                : browseInterval.multipliedBy(2);
        browseInterval = longer.compareTo(LONGEST_BROWSE) < 0 ? longer : LONGEST_BROWSE;
        return true;
    }

    /** Nanoseconds until something planned is due; 0 or less when it is. */
    long untilNext(long now) {
        long next = Math.min(nextAdvertisement - now, nextBrowse - now);
        Long step = burst.peek();
        return step == null ? next : Math.min(next, step - now);
    }

    private void planAdvertisement(long after) {
        double spread = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
        nextAdvertisement = after + (long) (interval.toNanos() * spread);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much is done for each source of packets, and for all strangers together: a rate, and a burst of two seconds of it. Knows the
 * last {@link #MOST} sources. For one thread.
 */
final class Allowance {
    static final int MOST = 1_024;

    private static final double BURST_SECONDS = 2;

    /** A bucket that fills with time. */
    private static final class Bucket {
        private final double perSecond;
        private double tokens;
        private long filled;

        Bucket(double perSecond, long now) {
            this.perSecond = perSecond;
            this.tokens = perSecond * BURST_SECONDS;
            this.filled = now;
        }

        boolean take(long now) {
            tokens = Math.min(perSecond * BURST_SECONDS, tokens + (now - filled) / 1e9 * perSecond);
            filled = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    private final Map<InetAddress, Bucket> sources = new LinkedHashMap<>(16, 0.75f, true);
    private final double perSource;
    private final Bucket strangers;

    /**
     * @param perSource units per second and source
     * @param strangers units per second for all sources together that are not familiar
     */
    Allowance(double perSource, double strangers, long now) {
        this.perSource = perSource;
        this.strangers = new Bucket(strangers, now);
    }

    /** Whether one more unit is left for that source; takes it. */
    boolean take(InetAddress source, boolean familiar, long now) {
        Bucket bucket = sources.computeIfAbsent(source, any -> new Bucket(perSource, now));
        if (sources.size() > MOST) {
            Iterator<InetAddress> longestUnheard = sources.keySet().iterator();
            longestUnheard.next();
            longestUnheard.remove();
        }
        return bucket.take(now) && (familiar || strangers.take(now));
    }
}

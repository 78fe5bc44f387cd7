// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Addresses of which no more is known than that a node may be there, such as those named in configuration: multicast may not reach
 * them, so the advertisement is sent to each. Times are those of the monotonic clock. For one thread.
 */
final class Outposts {
    /** The most addresses. */
    static final int MOST = 256;
    /** Who was not heard of may have come up since, or has not got the packet. */
    static final Duration UNTIL_HEARD = Duration.ofSeconds(5);

    private final Map<InetAddress, Long> due = new LinkedHashMap<>();

    /** It is these from now on, or the first {@link #MOST} of them. */
    void are(Collection<InetAddress> addresses, long now) {
        due.keySet().retainAll(addresses);
        for (InetAddress address : addresses) {
            if (due.size() < MOST) {
                due.putIfAbsent(address, now);
            }
        }
    }

    Collection<InetAddress> all() {
        return due.keySet();
    }

    /**
     * To whom it is time to advertise; says so once.
     *
     * @param everybody whether the LAN is advertised to just now: to a node there that is named as well, both are then one
     * @param heard whether an address was heard of lately
     */
    List<InetAddress> due(boolean everybody, Predicate<InetAddress> heard, long now) {
        List<InetAddress> chosen = new ArrayList<>();
        due.replaceAll((address, time) -> {
            if (!everybody && time - now > 0) {
                return time;
            }
            if (everybody || !heard.test(address)) {
                chosen.add(address);
            }
            return now + UNTIL_HEARD.toNanos();
        });
        return chosen;
    }

    /** Nanoseconds until it may be time for one of them; 0 or less when it is. */
    long untilNext(long now) {
        return due.values().stream().mapToLong(time -> time - now).min().orElse(Long.MAX_VALUE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong on the network, one line per who and what; at most {@link #MOST} lines an hour. For one thread. */
final class Complaints {
    static final int MOST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final Duration MEMORY = Duration.ofHours(1);

    private final Set<List<Object>> made = new HashSet<>();
    private long since;

    Complaints(long now) {
        this.since = now;
    }

    /** Says so, unless that was said within the hour; whether it did. */
    boolean complain(InetAddress who, String what, long now) {
        if (now - since > MEMORY.toNanos()) {
            made.clear();
            since = now;
        }
        boolean says = made.size() < MOST && made.add(List.of(who, what));
        if (says) {
            LOG.warn("peer={} {}", who.getHostAddress(), what);
        }
        return says;
    }
}

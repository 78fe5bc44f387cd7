// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edgeorchestration.api.node.Ticker;

/** Says what is wrong with a caller once for each, and not much at a time, however many there are. Any thread. */
final class Complaints {
    private static final int REMEMBERED = 1_024;
    private static final int MOST = 20;
    private static final long PERIOD = Duration.ofMinutes(1).toNanos();

    private final Ticker ticker;
    private final Map<Complaint, Boolean> made = new LinkedHashMap<>();
    private long periodBegan;
    private int inPeriod;

    Complaints(Ticker ticker) {
        this.ticker = ticker;
        this.periodBegan = ticker.nanoTime();
    }

    private record Complaint(InetAddress about, String cause) {}

    /** Runs {@code line}, which logs one, unless that was said of that caller before. */
    void once(InetAddress about, String cause, Runnable line) {
        if (first(new Complaint(about, cause))) {
            line.run();
        }
    }

    private synchronized boolean first(Complaint complaint) {
        if (made.containsKey(complaint) || !allowed()) {
            return false;
        }
        if (made.size() >= REMEMBERED) {
            made.remove(made.keySet().iterator().next());
        }
        made.put(complaint, true);
        return true;
    }

    private boolean allowed() {
        long now = ticker.nanoTime();
        if (now - periodBegan >= PERIOD) {
            periodBegan = now;
            inPeriod = 0;
        }
        return ++inPeriod <= MOST;
    }
}

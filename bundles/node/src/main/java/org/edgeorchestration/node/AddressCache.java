// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.edgeorchestration.api.node.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of this host, at most half a second old: looking them up takes some hundred microseconds, too long for every request and
 * too little to keep a thread busy with it.
 */
final class AddressCache {
    static final Duration FRESH = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(AddressCache.class);

    /** How to find out which interfaces there are. */
    @FunctionalInterface
    interface Source {
        List<NetworkCard> all() throws SocketException;
    }

    private record Known(Addresses addresses, long since) {}

    private final Source source;
    private final Ticker ticker;
    private volatile Known known;

    AddressCache(Source source, Ticker ticker) {
        this.source = source;
        this.ticker = ticker;
        this.known = new Known(Addresses.of(List.of()), ticker.nanoTime() - 2 * FRESH.toNanos());
    }

    Addresses now() {
        return fresh(known) ? known.addresses : refreshed();
    }

    private synchronized Addresses refreshed() {
        if (fresh(known)) {
            return known.addresses; // somebody else was faster
        }
        known = new Known(look(known.addresses), ticker.nanoTime());
        return known.addresses;
    }

    private Addresses look(Addresses before) {
        try {
            return Addresses.of(source.all());
        } catch (SocketException e) {
            LOG.warn("The system does not tell its network interfaces ({}); going on with {}", e, before.reachable());
            return before;
        }
    }

    private boolean fresh(Known candidate) {
        return ticker.nanoTime() - candidate.since < FRESH.toNanos();
    }
}

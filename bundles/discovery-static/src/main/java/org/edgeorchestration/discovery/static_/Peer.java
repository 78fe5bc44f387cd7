// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.static_;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer of the list, and where it is. Any thread. */
final class Peer {
    /** The most addresses of one name that count. */
    private static final int MOST_ADDRESSES = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    /** How to look a name up, which may take long. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /**
     * What is known now.
     *
     * @param addresses empty while the name was never resolved
     * @param changes how often they have changed
     */
    record Place(List<InetAddress> addresses, long changes) {}

    private final PeerName name;
    private final Resolver resolver;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Place place;
    private volatile boolean resolved = true;

    Peer(PeerName name, Resolver resolver) {
        this.name = name;
        this.resolver = resolver;
        this.place = new Place(name.address().map(List::of).orElse(List.of()), 1);
    }

    boolean isName() {
        return name.address().isEmpty();
    }

    Place place() {
        return place;
    }

    /** Whether the caller is to {@link #lookUp} now: nobody else does. */
    boolean claim() {
        return busy.compareAndSet(false, true);
    }

    /** Takes back a {@link #claim} that came to nothing. */
    void release() {
        busy.set(false);
    }

    /** Looks the name up, after a {@link #claim}; blocks. Whether the addresses have changed. */
    boolean lookUp() {
        try {
            List<InetAddress> found = resolve();
            if (found.isEmpty()) {
                return missed();
            }
            if (!resolved) {
                LOG.info("peer={} is {} now", name, text(found));
            }
            resolved = true;
            return moveTo(found);
        } finally {
            release();
        }
    }

    /** The hosts that have the name; none for the addresses that servers of names give out to block one. */
    private List<InetAddress> resolve() {
        try {
            return Stream.of(resolver.addresses(name.text()))
                    .filter(PeerName::isOneHost)
                    .distinct()
                    .limit(MOST_ADDRESSES)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private boolean missed() {
        if (resolved) {
            LOG.warn(
                    "peer={} has no address now; going on with {}, and looking it up again",
                    name,
                    text(place.addresses()));
        }
        resolved = false;
        return false;
    }

    /** Servers of names turn the order of addresses at every answer: that is no change. */
    private boolean moveTo(List<InetAddress> found) {
        Place before = place;
        if (Set.copyOf(found).equals(Set.copyOf(before.addresses()))) {
            return false;
        }
        place = new Place(found, before.changes() + 1);
        return true;
    }

    private static List<String> text(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).toList();
    }
}

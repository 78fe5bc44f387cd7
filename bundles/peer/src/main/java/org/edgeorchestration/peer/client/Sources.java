// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.NodeId;

/** All ways of hearing of other nodes as one. Any thread. */
final class Sources implements AutoCloseable {
    private static final int MOST_ADDRESSES = 16;

    private final Runnable changed;
    private final Map<Discovery, Discovery.Watch> watches = new LinkedHashMap<>();

    /** @param changed run after every change; returns at once */
    Sources(Runnable changed) {
        this.changed = changed;
    }

    synchronized void add(Discovery discovery) {
        watches.put(discovery, discovery.watch(changed));
        changed.run();
    }

    synchronized void remove(Discovery discovery) {
        Discovery.Watch watch = watches.remove(discovery);
        if (watch != null) {
            watch.close();
            changed.run();
        }
    }

    /** What all of them claim: one sighting for each id, and those without an id as they are. */
    List<Sighting> sightings() {
        List<Sighting> nameless = new ArrayList<>();
        Map<NodeId, Sighting> named = new LinkedHashMap<>();
        for (Discovery discovery : discoveries()) {
            for (Sighting sighting : discovery.sightings()) {
                sighting.id()
                        .ifPresentOrElse(
                                id -> named.merge(id, sighting, Sources::merged), () -> nameless.add(sighting));
            }
        }
        nameless.addAll(named.values());
        return nameless;
    }

    private synchronized List<Discovery> discoveries() {
        return List.copyOf(watches.keySet());
    }

    /** What two sources claim of one node: the credible one's words, the addresses of both. */
    private static Sighting merged(Sighting one, Sighting other) {
        return other.credible() && !one.credible() ? joined(other, one) : joined(one, other);
    }

    private static Sighting joined(Sighting first, Sighting second) {
        Set<InetAddress> addresses = new LinkedHashSet<>(first.addresses());
        addresses.addAll(second.addresses());
        return new Sighting(
                first.id(),
                first.platform(),
                addresses.stream().limit(MOST_ADDRESSES).toList(),
                first.executionTypes(),
                first.services(),
                first.dialect(),
                first.credible(),
                first.leaving() && second.leaving(),
                first.spoken() + second.spoken());
    }

    @Override
    public synchronized void close() {
        watches.values().forEach(Discovery.Watch::close);
        watches.clear();
    }
}

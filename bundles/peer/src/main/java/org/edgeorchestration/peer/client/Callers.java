// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;

/** Who called and has not been looked at yet: each once, however often it calls, and no more than can be. Any thread. */
final class Callers {
    /** How many wait at one time; later ones are looked at when they call again. */
    static final int MOST = 1_024;

    private final Set<Caller> waiting = new LinkedHashSet<>();

    /** A node and where it called from. */
    record Caller(NodeId id, InetAddress from) {}

    /**
     * Somebody called.
     *
     * @return whether nobody waited before, so that a look has to be planned
     */
    synchronized boolean add(Caller caller) {
        boolean first = waiting.isEmpty();
        if (waiting.size() < MOST) {
            waiting.add(caller);
        }
        return first;
    }

    /** All who wait, who wait no longer. */
    synchronized List<Caller> take() {
        List<Caller> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}

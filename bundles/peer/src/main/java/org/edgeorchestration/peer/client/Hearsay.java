// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.edgeorchestration.api.node.NodeId;

/**
 * Whom other nodes have found silent: to be looked at, not to be believed. Each once, however many say it, and no more than can be.
 * Any thread.
 */
final class Hearsay {
    /** How many are kept until they are looked at; what is dropped will be said again. */
    static final int MOST = 256;

    private final Set<NodeId> silent = new LinkedHashSet<>();

    /** Somebody has found these silent. */
    void add(Collection<NodeId> said) {
        if (said.isEmpty()) {
            return;
        }
        synchronized (silent) {
            said.stream().limit(MOST - silent.size()).forEach(silent::add);
        }
    }

    /** All who were named since the last time. */
    Set<NodeId> take() {
        synchronized (silent) {
            Set<NodeId> all = Set.copyOf(silent);
            silent.clear();
            return all;
        }
    }
}

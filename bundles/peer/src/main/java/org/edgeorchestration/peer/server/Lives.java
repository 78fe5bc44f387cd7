// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.util.HashMap;
import java.util.Map;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;

/**
 * This life of the wire, and the numbers that others have used in it: each is taken once. Asked about calls that opened only, so
 * only who has the key can fill it. Any thread.
 */
final class Lives {
    /** How many lives of others are known; beyond, a new one begins here, in which none of the old calls opens. */
    static final int MOST = 4_096;

    private final Map<Caller, Window> windows = new HashMap<>();
    private Epoch epoch = Epoch.random();

    private record Caller(NodeId id, Epoch epoch) {}

    /** The name of this life. */
    synchronized Epoch epoch() {
        return epoch;
    }

    /** Whether the call is for this life, and not one that was taken before; from now on it was. */
    synchronized boolean takes(EdgePeer call) {
        if (!call.receiverEpoch().equals(epoch)) {
            return false;
        }
        Caller caller = new Caller(call.sender(), call.senderEpoch());
        if (windows.size() >= MOST && !windows.containsKey(caller)) {
            windows.clear();
            epoch = Epoch.random();
            return false;
        }
        return windows.computeIfAbsent(caller, first -> new Window()).first(call.number());
    }
}

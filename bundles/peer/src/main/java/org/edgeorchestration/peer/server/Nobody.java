// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.peer.wire.Encoding;

/** The other half of a node that has no key: it knows nobody and has ordered nothing. */
public final class Nobody implements Acquaintances, GoNotifications {
    @Override
    public void heard(NodeId id, InetAddress from) {}

    @Override
    public void sealedOtherwise(NodeId claimed, InetAddress from) {}

    @Override
    public Optional<Duration> roundTrip(NodeId id) {
        return Optional.empty();
    }

    @Override
    public boolean notified(InetAddress from, Encoding encoding, long serviceId, String status) {
        return false;
    }
}

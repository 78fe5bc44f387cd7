// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A node with the address 127.0.0.1 and a state directory of the test's choice. */
public final class FakeLocalNode implements LocalNode {
    private final NodeId id = NodeId.of(new UUID(1, 1));
    private final Path state;

    public FakeLocalNode(Path state) {
        this.state = state;
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public String platform() {
        return "linux";
    }

    @Override
    public List<InetAddress> addresses() {
        return List.of(InetAddress.getLoopbackAddress());
    }

    @Override
    public boolean owns(InetAddress address) {
        return address.isLoopbackAddress();
    }

    @Override
    public List<InetAddress> listenAddresses() {
        return List.of(InetAddress.getLoopbackAddress());
    }

    @Override
    public Path state() {
        return state;
    }
}

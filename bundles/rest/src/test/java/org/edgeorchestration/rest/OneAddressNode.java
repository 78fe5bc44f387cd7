// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.edgeorchestration.api.node.FakeLocalNode;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.NodeId;

/** A node that owns 127.0.0.1 and nothing else, so that 127.0.0.2 can play another host. */
final class OneAddressNode implements LocalNode {
    private final FakeLocalNode node = new FakeLocalNode(Path.of("/nowhere"));

    @Override
    public NodeId id() {
        return node.id();
    }

    @Override
    public String platform() {
        return node.platform();
    }

    @Override
    public List<InetAddress> addresses() {
        return node.addresses();
    }

    @Override
    public boolean owns(InetAddress address) {
        return address.getHostAddress().equals("127.0.0.1");
    }

    @Override
    public List<InetAddress> listenAddresses() {
        return node.listenAddresses();
    }

    @Override
    public Path state() {
        return node.state();
    }
}

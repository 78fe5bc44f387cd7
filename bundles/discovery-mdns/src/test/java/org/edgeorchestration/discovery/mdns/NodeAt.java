// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.NodeId;

/** A node at addresses that may change. */
final class NodeAt implements LocalNode {
    private final NodeId id;
    private volatile List<InetAddress> addresses;

    NodeAt(int number, String... addresses) {
        this.id = NodeId.of(new UUID(0, number));
        moveTo(addresses);
    }

    /** One of several nodes on this machine: number 2 is at 127.0.0.2. */
    static NodeAt loopback(int number) {
        return new NodeAt(number, "127.0.0." + number);
    }

    void moveTo(String... places) {
        addresses = List.of(places).stream().map(NodeAt::address).toList();
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
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
        return addresses;
    }

    @Override
    public boolean owns(InetAddress address) {
        return address.isLoopbackAddress() || addresses.contains(address);
    }

    @Override
    public List<InetAddress> listenAddresses() {
        return addresses;
    }

    @Override
    public Path state() {
        return Path.of("target");
    }
}

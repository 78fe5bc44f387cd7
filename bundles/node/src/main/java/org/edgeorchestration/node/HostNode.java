// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.LocalNode;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node, as the host it runs on makes it. */
final class HostNode implements LocalNode {
    private static final Logger LOG = LoggerFactory.getLogger(HostNode.class);

    private final NodeId id;
    private final String platform;
    private final Path state;
    private final Optional<InetAddress> wish;
    private final AddressCache cache;

    /** @throws IOException when the device id or {@code EDGE_ADDRESS} cannot be used; the message says what to do */
    HostNode(Environment environment, Path state, Ticker ticker) throws IOException {
        this.state = state;
        this.id = new DeviceIdFile(state, environment.system("etc/edge-orchestration/orchestration_deviceID.txt"))
                .readOrMake();
        this.platform = platform(environment);
        this.cache = new AddressCache(new NetworkCards(environment)::all, ticker);
        this.wish = wish(environment);
        LOG.info("node={} platform={} state={} addresses={}", id, platform, state, addresses());
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public String platform() {
        return platform;
    }

    @Override
    public List<InetAddress> addresses() {
        return wish.map(List::of).orElseGet(() -> cache.now().reachable());
    }

    @Override
    public boolean owns(InetAddress address) {
        InetAddress plain = Addresses.plain(address);
        return plain.isLoopbackAddress() || cache.now().assigned().contains(plain);
    }

    @Override
    public List<InetAddress> listenAddresses() {
        return wish.map(HostNode::andLoopback).orElseGet(() -> List.of(new InetSocketAddress(0).getAddress()));
    }

    @Override
    public Path state() {
        return state;
    }

    /** On a loopback address alone there can be several nodes on one host: 127.0.0.1, 127.0.0.2, … */
    private static List<InetAddress> andLoopback(InetAddress address) {
        return address.isLoopbackAddress() ? List.of(address) : List.of(address, InetAddress.getLoopbackAddress());
    }

    private Optional<InetAddress> wish(Environment environment) throws IOException {
        Optional<String> text = environment.variable("EDGE_ADDRESS");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        InetAddress address = Addresses.parse(text.get());
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IOException("EDGE_ADDRESS=" + text.get()
                    + " is not the address of one host; unset it to use every suitable address");
        }
        if (!owns(address)) {
            LOG.warn("node={} EDGE_ADDRESS={} is not assigned to any interface of this host now", id, text.get());
        }
        return Optional.of(address);
    }

    private static String platform(Environment environment) {
        boolean contained = Stream.of(".dockerenv", "run/.containerenv")
                .map(environment::system)
                .anyMatch(Files::exists);
        return contained ? "docker" : "linux";
    }
}

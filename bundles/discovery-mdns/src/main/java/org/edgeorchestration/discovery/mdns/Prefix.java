// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.util.Collection;

/**
 * An address of this node, and which others are on its network.
 *
 * @param address the address
 * @param length how many of its bits all addresses of the network have in common; all of them where that is not known (0), at the end
 *     of a point-to-point connection, and for a link-local address, whose network is there on every interface
 */
record Prefix(InetAddress address, int length) {
    Prefix {
        int all = bits(address);
        length = length < 1 || length > all || address.isLinkLocalAddress() ? all : length;
    }

    /**
     * That address of an interface with those addresses.
     *
     * @param assigned need not contain it: a loopback interface has one address, and serves the whole network that it is in
     */
    static Prefix of(InetAddress address, Collection<InterfaceAddress> assigned) {
        int widest = assigned.stream()
                .map(each -> new Prefix(each.getAddress(), each.getNetworkPrefixLength()))
                .filter(prefix -> prefix.holds(address))
                .mapToInt(Prefix::length)
                .min()
                .orElse(0);
        return new Prefix(address, widest);
    }

    /** Whether hosts of the network reach the other address without a router. */
    boolean holds(InetAddress other) {
        int all = bits(address);
        return bits(other) == all && number(address).xor(number(other)).bitLength() <= all - length;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}

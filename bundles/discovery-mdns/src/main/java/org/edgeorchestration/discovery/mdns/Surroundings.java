// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.LocalNode;

/**
 * On which interfaces this node is to be found now.
 *
 * @param self knows which addresses are suitable
 * @param names the interfaces to use instead of those; empty for those
 */
record Surroundings(LocalNode self, Set<String> names) {

    /** The addresses and their interfaces, preferred one first; no more than are announced. */
    List<Attachment> attachments() {
        Stream<Attachment> found = names.isEmpty()
                ? self.addresses().stream().flatMap(Surroundings::attachment)
                : names.stream()
                        .sorted()
                        .flatMap(name -> card(name).stream())
                        .flatMap(Surroundings::attachments)
                        .sorted(Comparator.comparing(each -> each.address() instanceof Inet6Address));
        return found.limit(Announcement.MOST_ADDRESSES).toList();
    }

    private static Stream<Attachment> attachment(InetAddress address) {
        try {
            // A loopback interface has one address assigned and serves its whole network, 127.0.0.0/8.
            InetAddress assigned = address.isLoopbackAddress() && !(address instanceof Inet6Address)
                    ? InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
                    : address;
            return Optional.ofNullable(NetworkInterface.getByInetAddress(assigned)).stream()
                    .map(card -> new Attachment(card, address));
        } catch (SocketException | UnknownHostException e) {
            return Stream.empty(); // it went away while we looked
        }
    }

    private static Stream<Attachment> attachments(NetworkInterface card) {
        return card.inetAddresses()
                .filter(address -> !address.isLinkLocalAddress())
                .map(Surroundings::plain)
                .map(address -> new Attachment(card, address));
    }

    private static Optional<NetworkInterface> card(String name) {
        try {
            return Optional.ofNullable(NetworkInterface.getByName(name)).filter(Surroundings::isUp);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Without the name of the interface in it, as it is announced. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address is an address", e);
        }
    }
}

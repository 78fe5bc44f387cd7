// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.edgeorchestration.node.NetworkCard.Role;

/**
 * What the interfaces of this host come to.
 *
 * @param reachable where others reach this host, preferred address first; never empty
 * @param assigned everything that is assigned to this host
 */
record Addresses(List<InetAddress> reachable, Set<InetAddress> assigned) {
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    /** IPv4 first, because the Go dialect knows nothing else; then the way to the rest of the world, then the system's order. */
    private static final Comparator<Found> PREFERENCE = Comparator.comparing(
                    (Found found) -> found.address instanceof Inet6Address)
            .thenComparing(found -> !found.card.defaultRoute())
            .thenComparing(found -> found.card.index());

    private record Found(InetAddress address, NetworkCard card) {}

    static Addresses of(List<NetworkCard> cards) {
        Set<InetAddress> assigned =
                cards.stream().flatMap(card -> card.addresses().stream()).collect(Collectors.toUnmodifiableSet());
        for (Role role : List.of(Role.LAN, Role.TUNNEL)) {
            List<InetAddress> reachable = reachable(cards, role);
            if (!reachable.isEmpty()) {
                return new Addresses(reachable, assigned);
            }
        }
        return new Addresses(List.of(InetAddress.getLoopbackAddress()), assigned);
    }

    private static List<InetAddress> reachable(List<NetworkCard> cards, Role role) {
        return cards.stream()
                .filter(card -> card.role() == role)
                .flatMap(card -> card.addresses().stream().map(address -> new Found(address, card)))
                .filter(found -> !found.address.isLinkLocalAddress() && !found.address.isLoopbackAddress())
                .sorted(PREFERENCE)
                .map(Found::address)
                .distinct()
                .toList();
    }

    /** The same address without an interface's name in it, and as IPv4 when it is IPv4 mapped into IPv6. */
    static InetAddress plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return ofBytes(mapped ? Arrays.copyOfRange(bytes, MAPPED.length, bytes.length) : bytes);
    }

    /**
     * The address that a text stands for; names are not looked up.
     *
     * @throws UnknownHostException when the text is not a literal IPv4 or IPv6 address
     */
    static InetAddress parse(String text) throws UnknownHostException {
        if (!LITERAL.matcher(text).matches()) {
            throw new UnknownHostException(text + " is not an IPv4 or IPv6 address");
        }
        return plain(InetAddress.getByName(text));
    }

    private static InetAddress ofBytes(byte[] bytes) {
        try {
            return bytes.length == 4 ? Inet4Address.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address always has 4 or 16 bytes", e);
        }
    }
}

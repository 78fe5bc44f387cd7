// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.edgeorchestration.api.node.LocalNode;

/**
 * Decides which callback receivers this node may be sent to: an application must not reach through it what it could not reach
 * itself. Pure; asks no name server.
 */
final class CallbackTargets {
    /** What looks like a number but is no plain address: 127.1, 2130706433, 0x7f.1, 0177.0.0.1. */
    private static final Pattern DISGUISED =
            Pattern.compile("(0[xX][0-9A-Fa-f]*|[0-9]+)(\\.(0[xX][0-9A-Fa-f]*|[0-9]+))*\\.?");

    /** The peers' port of this node, and Docker's: plain, TLS, swarm. */
    private static final Set<Integer> NEVER = Set.of(56_002, 2_375, 2_376, 2_377);

    private final Predicate<InetAddress> own;
    private final Set<Integer> refusedPorts;

    /**
     * @param own tells this host's addresses
     * @param refusedPorts the ports of this host that no callback may go to
     */
    CallbackTargets(Predicate<InetAddress> own, Set<Integer> refusedPorts) {
        this.own = own;
        this.refusedPorts = Set.copyOf(refusedPorts);
    }

    /**
     * The rules for this node.
     *
     * @param port where it listens to applications
     */
    static CallbackTargets of(LocalNode self, int port) {
        Set<Integer> refused = new HashSet<>(NEVER);
        refused.add(port);
        return new CallbackTargets(self::owns, refused);
    }

    /**
     * Why a receiver is refused by what its URI says.
     *
     * @param receiver an absolute {@code http} or {@code https} URI
     * @param localCaller whether this host itself asks, which may name its own loopback
     * @return empty when it may be tried; {@link #refusal(URI, InetAddress)} then decides on the address
     */
    Optional<String> refusal(URI receiver, boolean localCaller) {
        String host = receiver.getHost().toLowerCase(Locale.ROOT);
        Optional<InetAddress> literal = IpLiteral.parse(host);
        if (literal.isEmpty() && DISGUISED.matcher(host).matches()) {
            return Optional.of("write the address as four decimal numbers, not as " + host);
        }
        boolean loopback = literal.map(InetAddress::isLoopbackAddress).orElse(localhost(host));
        if (loopback && !localCaller) {
            return Optional.of("only applications on this node may be called back on its loopback address");
        }
        return literal.flatMap(address -> refused(receiver, address))
                .or(() -> localhost(host) ? refusedPort(receiver) : Optional.empty());
    }

    /**
     * Why a receiver is refused at the address its host turned out to have.
     *
     * @param receiver as above, not refused by what it says
     * @param address where the connection would go
     */
    Optional<String> refusal(URI receiver, InetAddress address) {
        String host = receiver.getHost().toLowerCase(Locale.ROOT);
        if (address.isLoopbackAddress()
                && !localhost(host)
                && IpLiteral.parse(host).isEmpty()) {
            return Optional.of(host + " leads to this node's loopback address; call it localhost if that is meant");
        }
        return refused(receiver, address);
    }

    private Optional<String> refused(URI receiver, InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || special(address)) {
            return Optional.of(
                    address.getHostAddress() + " is no address of a single receiver that may be called back");
        }
        return own.test(address) ? refusedPort(receiver) : Optional.empty();
    }

    private Optional<String> refusedPort(URI receiver) {
        int port = CallbackUri.port(receiver);
        return refusedPorts.contains(port)
                ? Optional.of("port " + port + " of this node does not take callbacks")
                : Optional.empty();
    }

    /** 0.0.0.0/8, 240.0.0.0/4 with the broadcast address; in IPv6, forms that carry an IPv4 address in them. */
    private static boolean special(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        if (bytes.length == 4) {
            return first == 0 || first >= 240;
        }
        boolean sixToFour = first == 0x20 && bytes[1] == 0x02;
        boolean nat64 = first == 0 && (bytes[1] & 0xFF) == 0x64;
        return sixToFour || nat64 || (compatible(bytes) && !address.isLoopbackAddress());
    }

    private static boolean compatible(byte[] bytes) {
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean localhost(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}

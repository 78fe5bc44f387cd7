// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.InetAddress;
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
    /** The peers' port of this node, and those of a container engine: plain, TLS, swarm. */
    private static final Set<Integer> NEVER = Set.of(56_002, 2_375, 2_376, 2_377);

    /** Beside 169.254.169.254, which as a link-local address is refused anyway. */
    private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

    /** What looks like a number but is no plain address: 127.1, 2130706433, 0x7f.1, 0177.0.0.1. */
    private static final Pattern DISGUISED =
            Pattern.compile("(0[xX][0-9A-Fa-f]*|[0-9]+)(\\.(0[xX][0-9A-Fa-f]*|[0-9]+))*\\.?");

    private final Predicate<InetAddress> own;
    private final Set<Integer> refusedPorts;

    private CallbackTargets(Predicate<InetAddress> own, Set<Integer> refusedPorts) {
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

    /** Whether a host's name means this node's loopback address by convention, whatever a name server says. */
    static boolean localhost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    /**
     * Why a receiver is refused by its host and port as they are written.
     *
     * @param fromThisHost whether this host itself asks, which may name its own loopback address
     * @return empty when it may be tried; {@link #refusal(String, int, InetAddress)} then decides on the address
     */
    Optional<String> refusal(String host, int port, boolean fromThisHost) {
        Optional<InetAddress> literal = IpLiteral.parse(host);
        if (literal.isEmpty()
                && (host.startsWith("[") || DISGUISED.matcher(host).matches())) {
            return Optional.of("write the address as four decimal numbers, or as IPv6 without a zone, not as " + host);
        }
        boolean loopback = literal.map(InetAddress::isLoopbackAddress).orElse(localhost(host));
        if (loopback && !fromThisHost) {
            return Optional.of("only applications on this node may be called back at its loopback address");
        }
        return literal.flatMap(address -> refused(port, address))
                .or(() -> localhost(host) ? refusedPort(port) : Optional.empty());
    }

    /**
     * Why a receiver is refused at the address its host turned out to have.
     *
     * @param host as it is written, not refused by that
     * @param address where the connection would go
     */
    Optional<String> refusal(String host, int port, InetAddress address) {
        if (address.isLoopbackAddress()
                && !localhost(host)
                && IpLiteral.parse(host).isEmpty()) {
            return Optional.of(host + " leads to this node's loopback address; write localhost if that is meant");
        }
        return refused(port, address);
    }

    private Optional<String> refused(int port, InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || special(address.getAddress())) {
            return Optional.of(address.getHostAddress() + " is no address that may be called back");
        }
        if (METADATA.contains(address.getHostAddress())) {
            return Optional.of(address.getHostAddress() + " is where a cloud tells its machines their secrets");
        }
        return own.test(address) ? refusedPort(port) : Optional.empty();
    }

    private Optional<String> refusedPort(int port) {
        return refusedPorts.contains(port)
                ? Optional.of("port " + port + " of this node takes no callbacks")
                : Optional.empty();
    }

    /** 0.0.0.0/8 and 240.0.0.0/4 with the broadcast address; in IPv6 the forms that carry an IPv4 address in them. */
    private static boolean special(byte[] address) {
        int first = address[0] & 0xFF;
        int second = address[1] & 0xFF;
        if (address.length == 4) {
            return first == 0 || first >= 240;
        }
        boolean sixToFour = first == 0x20 && second == 0x02;
        boolean teredo = first == 0x20 && second == 0x01 && address[2] == 0 && address[3] == 0;
        boolean nat64 = first == 0 && second == 0x64;
        return sixToFour || teredo || nat64 || compatible(address);
    }

    /** {@code ::a.b.c.d}, but not {@code ::1}. */
    private static boolean compatible(byte[] address) {
        for (int i = 0; i < 12; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[12] != 0 || address[13] != 0 || address[14] != 0 || address[15] != 1;
    }
}

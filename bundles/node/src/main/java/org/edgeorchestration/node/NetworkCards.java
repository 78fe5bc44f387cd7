// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeorchestration.node.NetworkCard.Role;

/** The network interfaces of this host and their roles, asked of the system at every call. */
final class NetworkCards {
    private static final int LARGEST = 65_536;

    private final CardRoles roles;
    private final Path routes;

    NetworkCards(Environment environment) {
        this.roles = new CardRoles(environment.system("sys/class/net"));
        this.routes = environment.system("proc/net/route");
    }

    /** Those that are up, in the system's order. */
    List<NetworkCard> up() throws SocketException {
        Optional<String> outward = defaultRoute();
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .filter(NetworkCards::isUp)
                .map(card -> card(card, outward))
                .collect(Collectors.toUnmodifiableList());
    }

    private NetworkCard card(NetworkInterface card, Optional<String> outward) {
        String name = card.getName();
        Role role = isLoopback(card) ? Role.INTERNAL : roles.of(name);
        return new NetworkCard(
                name,
                card.getIndex(),
                role,
                outward.filter(name::equals).isPresent(),
                card.inetAddresses().map(Addresses::plain).toList());
    }

    /** The interface of the first IPv4 route to everywhere; where the kernel does not tell, none. */
    private Optional<String> defaultRoute() {
        if (!Files.isReadable(routes)) {
            return Optional.empty();
        }
        try (Stream<String> lines = BoundedFile.text(routes, LARGEST).lines()) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 7 && words[1].equals("00000000") && words[7].equals("00000000"))
                    .map(words -> words[0])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // only the order of addresses depends on it
        }
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false; // it went away while we looked
        }
    }

    private static boolean isLoopback(NetworkInterface card) {
        try {
            return card.isLoopback();
        } catch (SocketException e) {
            return true; // it went away while we looked: nobody can reach it
        }
    }
}

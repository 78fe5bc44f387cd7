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

    /** All of them, in the system's order. */
    List<NetworkCard> all() throws SocketException {
        Optional<String> outward = defaultRoute();
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .map(card -> card(card, outward))
                .collect(Collectors.toUnmodifiableList());
    }

    private NetworkCard card(NetworkInterface card, Optional<String> outward) {
        String name = card.getName();
        Role role = isForOthers(card) ? roles.of(name) : Role.INTERNAL;
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

    /** To Java, a card without a cable is not up, and neither is the bridge of an idle container engine. */
    private static boolean isForOthers(NetworkInterface card) {
        try {
            return card.isUp() && !card.isLoopback();
        } catch (SocketException e) {
            return false; // it went away while we looked
        }
    }
}

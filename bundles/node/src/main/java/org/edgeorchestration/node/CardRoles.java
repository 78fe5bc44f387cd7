// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.edgeorchestration.node.NetworkCard.Role;

/**
 * Tells what a network interface is for by what the kernel says about it, not by its name or by whether it is virtual: in a container
 * or a lab host, the one end of a virtual cable that is called {@code eth0} is as good as a card.
 *
 * @param directory the kernel's directory of interfaces, {@code /sys/class/net}
 */
record CardRoles(Path directory) {
    private static final int POINT_TO_POINT = 0x10;
    private static final int NO_ARP = 0x80;
    private static final Set<String> OVERLAYS = Set.of("vxlan", "geneve", "wireguard", "gretap", "ip6gretap");
    private static final int LARGEST = 4_096;

    /**
     * What container engines call their bridges and cables. Names are asked only where the directory knows nothing of an interface:
     * it shows those of the network namespace that it was mounted in, which a process that has joined another one is not in.
     */
    private static final Pattern ENGINES_OWN = Pattern.compile(
            "docker\\d+|docker_gwbridge|br-[0-9a-f]{12}|veth.+|virbr\\d+|(podman|cni)\\d+|cni-podman\\d+");

    /** The role of the interface with that name; where the kernel does not tell, what the name says, else {@link Role#LAN}. */
    Role of(String name) {
        Path card = directory.resolve(name);
        if (!Files.exists(card)) {
            return ENGINES_OWN.matcher(name).matches() ? Role.INTERNAL : Role.LAN;
        }
        if (Files.exists(card.resolve("bridge"))) {
            return leadsOutside(card) ? Role.LAN : Role.INTERNAL;
        }
        // What is plugged into a bridge, a bond or a switch has no address of its own that matters.
        if (Files.exists(card.resolve("brport")) || Files.exists(card.resolve("master"))) {
            return Role.INTERNAL;
        }
        return tunnel(card) ? Role.TUNNEL : Role.LAN;
    }

    /** A bridge with a real card in it is this host's way to its network (as in routers); one without is an engine's own. */
    private static boolean leadsOutside(Path bridge) {
        try (DirectoryStream<Path> ports = Files.newDirectoryStream(bridge.resolve("brif"))) {
            for (Path port : ports) {
                if (Files.exists(bridge.resolveSibling(port.getFileName()).resolve("device"))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false; // gone while we looked
        }
        return false;
    }

    private static boolean tunnel(Path card) {
        if (Files.exists(card.resolve("tun_flags"))) {
            return true;
        }
        // Without address resolution there are no neighbours, as on dummies and most VPNs.
        if ((flags(card) & (POINT_TO_POINT | NO_ARP)) != 0) {
            return true;
        }
        return text(card.resolve("uevent"))
                .lines()
                .filter(line -> line.startsWith("DEVTYPE="))
                .anyMatch(line -> OVERLAYS.contains(line.substring("DEVTYPE=".length())));
    }

    private static int flags(Path card) {
        try {
            return Integer.decode(text(card.resolve("flags")).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String text(Path file) {
        try {
            return BoundedFile.text(file, LARGEST);
        } catch (IOException e) {
            return "";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.edgeorchestration.node.NetworkCard.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardRolesTest {
    private static final String BROADCAST = "0x1003\n";

    private final Path sys;

    CardRolesTest(@TempDir Path sys) {
        this.sys = sys;
    }

    private Path card(String name, String flags, String... entries) throws IOException {
        Path card = Files.createDirectories(sys.resolve(name));
        Files.writeString(card.resolve("flags"), flags);
        for (String entry : entries) {
            Files.createDirectories(card.resolve(entry));
        }
        return card;
    }

    private Role role(String name) {
        return new CardRoles(sys).of(name);
    }

    @Test
    void aRealCardIsOnALan() throws IOException {
        card("enp3s0", BROADCAST, "device");
        assertThat(role("enp3s0")).isEqualTo(Role.LAN);
    }

    @Test
    void aVirtualCableOfALabHostIsOnALan() throws IOException {
        card("eth0", BROADCAST);
        assertThat(role("eth0")).isEqualTo(Role.LAN);
    }

    @Test
    void aContainersEndOfACableIsInternal() throws IOException {
        card("veth1234", BROADCAST, "brport", "master");
        assertThat(role("veth1234")).isEqualTo(Role.INTERNAL);
    }

    @Test
    void anEnginesBridgeIsInternal() throws IOException {
        card("docker0", BROADCAST, "bridge", "brif/veth1234");
        card("veth1234", BROADCAST, "brport");
        assertThat(role("docker0")).isEqualTo(Role.INTERNAL);
    }

    @Test
    void aRoutersBridgeWithARealCardIsOnALan() throws IOException {
        card("br-lan", BROADCAST, "bridge", "brif/eth0", "brif/veth1234");
        card("eth0", BROADCAST, "brport", "device");
        card("veth1234", BROADCAST, "brport");
        assertThat(role("br-lan")).isEqualTo(Role.LAN);
    }

    @Test
    void tunnelsAndDummiesAreNotOnALan() throws IOException {
        Files.writeString(card("tun0", BROADCAST).resolve("tun_flags"), "0x1002");
        card("dummy0", "0x83\n");
        card("ppp0", "0x10d1\n");
        Files.writeString(card("flannel.1", BROADCAST).resolve("uevent"), "DEVTYPE=vxlan\nINTERFACE=flannel.1\n");
        assertThat(sys.toFile().list()).hasSize(4).allSatisfy(name -> assertThat(role(name))
                .isEqualTo(Role.TUNNEL));
    }

    @Test
    void aWirelessCardIsOnALan() throws IOException {
        Files.writeString(card("wlan0", BROADCAST, "wireless").resolve("uevent"), "DEVTYPE=wlan\n");
        assertThat(role("wlan0")).isEqualTo(Role.LAN);
    }

    @Test
    void whatTheKernelDoesNotTellIsOnALan() throws IOException {
        card("eth9", "nonsense");
        assertThat(role("eth9")).isEqualTo(Role.LAN);
        assertThat(role("gone")).isEqualTo(Role.LAN);
    }

    @Test
    void ofAnotherNamespacesInterfacesTheNameTells() {
        assertThat(List.of("docker0", "docker_gwbridge", "br-0a1b2c3d4e5f", "veth12ab", "virbr0", "podman1"))
                .allSatisfy(name -> assertThat(role(name)).isEqualTo(Role.INTERNAL));
        assertThat(List.of("eth0", "br-lan", "br0", "wlan0", "enp3s0"))
                .allSatisfy(name -> assertThat(role(name)).isEqualTo(Role.LAN));
    }

    @Test
    void aNameDoesNotCountAgainstWhatTheKernelTells() throws IOException {
        card("veth0", BROADCAST);
        assertThat(role("veth0")).isEqualTo(Role.LAN);
    }
}

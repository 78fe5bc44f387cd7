// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.edgeorchestration.node.NetworkCard.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static InetAddress ip(String text) {
        try {
            return Addresses.parse(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static NetworkCard card(String name, int index, Role role, boolean outward, String... addresses) {
        return new NetworkCard(
                name,
                index,
                role,
                outward,
                Arrays.stream(addresses).map(AddressesTest::ip).toList());
    }

    @Test
    void namesWhatOthersCanReach() {
        Addresses addresses = Addresses.of(List.of(
                card("lo", 1, Role.INTERNAL, false, "127.0.0.1", "::1"),
                card("eth0", 2, Role.LAN, true, "fe80::1", "2001:db8::2", "192.168.1.2"),
                card("docker0", 3, Role.INTERNAL, false, "172.17.0.1")));
        assertThat(addresses.reachable()).containsExactly(ip("192.168.1.2"), ip("2001:db8::2"));
    }

    @Test
    void knowsAllThatIsAssigned() {
        Addresses addresses = Addresses.of(List.of(
                card("eth0", 2, Role.LAN, true, "fe80::1", "192.168.1.2"),
                card("docker0", 3, Role.INTERNAL, false, "172.17.0.1")));
        assertThat(addresses.assigned()).containsExactlyInAnyOrder(ip("fe80::1"), ip("192.168.1.2"), ip("172.17.0.1"));
    }

    @Test
    void prefersTheWayToTheRestOfTheWorld() {
        Addresses addresses = Addresses.of(
                List.of(card("eth0", 2, Role.LAN, false, "10.0.0.2"), card("wlan0", 3, Role.LAN, true, "192.168.1.2")));
        assertThat(addresses.reachable()).containsExactly(ip("192.168.1.2"), ip("10.0.0.2"));
    }

    @Test
    void namesATunnelOnlyWhereThereIsNoLan() {
        NetworkCard tunnel = card("tap0", 2, Role.TUNNEL, true, "10.0.2.100");
        NetworkCard lan = card("eth0", 3, Role.LAN, false, "192.168.1.2");
        assertThat(Addresses.of(List.of(tunnel)).reachable()).containsExactly(ip("10.0.2.100"));
        assertThat(Addresses.of(List.of(tunnel, lan)).reachable()).containsExactly(ip("192.168.1.2"));
    }

    @Test
    void fallsBackToLoopback() {
        assertThat(Addresses.of(List.of()).reachable()).containsExactly(InetAddress.getLoopbackAddress());
    }

    @Test
    void comparesAddressesAndNotTheirText() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        mapped[15] = 7;
        assertThat(Addresses.plain(Inet6Address.getByAddress(null, mapped, -1)))
                .isInstanceOf(Inet4Address.class)
                .isEqualTo(ip("10.0.0.7"));
        InetAddress scoped = Inet6Address.getByAddress(null, ip("fe80::1").getAddress(), 1);
        assertThat(Addresses.plain(scoped).getHostAddress()).isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "::1", "2001:db8::1234", "::ffff:10.0.0.1", "fe80::1"})
    void readsLiterals(String text) {
        assertThat(ip(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "a.b.c.d", "10.1", "256.0.0.1", "1", "[::1]", "fe80::1%eth0", "face", "::g"})
    void looksNoNamesUp(String text) {
        assertThatThrownBy(() -> Addresses.parse(text)).isInstanceOf(UnknownHostException.class);
    }
}

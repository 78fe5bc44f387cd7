// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final int CABLE = 2;
    private static final int WIFI = 3;
    private static final int SAME_LAN = 4;

    private Links links = new Links(List.of());

    @BeforeEach
    void attach() throws SocketException {
        links = new Links(List.of(
                attachment(CABLE, "192.0.2.7", 24),
                attachment(WIFI, "198.51.100.7", 24),
                attachment(SAME_LAN, "192.0.2.8", 24),
                attachment(WIFI, "2001:db8:0:2::7", 64)));
    }

    @Test
    void bearAllAddressesOfAnInterface() {
        assertThat(links.of(CABLE).prefixes()).containsExactly(prefix("192.0.2.7", 24));
        assertThat(links.of(WIFI).prefixes())
                .containsExactly(prefix("198.51.100.7", 24), prefix("2001:db8:0:2::7", 64));
        assertThat(links.of(9)).isEqualTo(Link.UNKNOWN);
    }

    @Test
    void areFoundByAnAddressOfTheInterface() {
        assertThat(links.with(NodeAt.address("192.0.2.7"))).isEqualTo(links.of(CABLE));
        assertThat(links.with(NodeAt.address("192.0.2.8"))).isEqualTo(links.of(SAME_LAN));
        assertThat(links.with(NodeAt.address("2001:db8:0:2::7"))).isEqualTo(links.of(WIFI));
    }

    @Test
    void areFoundByAnAddressOfTheInterfaceThatIsNotAnnounced() throws UnknownHostException {
        assertThat(links.with(NodeAt.address("2001:db8:0:2::9999")))
                .as("a temporary one")
                .isEqualTo(links.of(WIFI));
        byte[] linkLocal = NodeAt.address("fe80::7").getAddress();
        assertThat(links.with(Inet6Address.getByAddress(null, linkLocal, WIFI))).isEqualTo(links.of(WIFI));
        assertThat(links.with(Inet6Address.getByAddress(null, linkLocal, 9))).isEqualTo(Link.UNKNOWN);
    }

    @Test
    void areNotKnownByAnyOtherAddress() {
        assertThat(links.with(NodeAt.address("203.0.113.7"))).isEqualTo(Link.UNKNOWN);
        assertThat(links.with(NodeAt.address("fe80::7"))).isEqualTo(Link.UNKNOWN);
    }

    @Test
    void areThoseThatTheRoutesOfTheMachineLeadTo() {
        assertThat(Family.IPV4.source(NodeAt.address("127.0.0.1"))).contains(NodeAt.address("127.0.0.1"));
    }

    private static Attachment attachment(int index, String address, int length) throws SocketException {
        return new Attachment(index, NetworkInterface.getByName("lo"), prefix(address, length));
    }

    private static Prefix prefix(String address, int length) {
        return new Prefix(NodeAt.address(address), length);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.api.Test;

/** In which order an announcement names the addresses on each link. */
class SeenFromTest {
    private static final Link CABLE = link("192.0.2.7/24", "2001:db8:0:1::7/64");
    private static final Link WIFI = link("198.51.100.7/24", "2001:db8:0:2::7/64");

    /** A gateway, whose way to the rest of the world is the cable. */
    private static final Announcement GATEWAY = at("192.0.2.7", "198.51.100.7", "2001:db8:0:1::7", "2001:db8:0:2::7");

    @Test
    void isTheSameObjectWhereThePreferredAddressIs() {
        assertThat(GATEWAY.seenFrom(CABLE)).isSameAs(GATEWAY);
    }

    @Test
    void namesTheAddressesOfTheLinkFirstWhereThePreferredOneIsNot() {
        assertThat(GATEWAY.seenFrom(WIFI))
                .isEqualTo(at("198.51.100.7", "2001:db8:0:2::7", "192.0.2.7", "2001:db8:0:1::7"));
    }

    @Test
    void ordersIpv6Alike() {
        Announcement modern = at("2001:db8:0:1::7", "2001:db8:0:2::7");
        assertThat(modern.seenFrom(link("2001:db8:0:1::7/64"))).isSameAs(modern);
        assertThat(modern.seenFrom(link("2001:db8:0:2::7/64"))).isEqualTo(at("2001:db8:0:2::7", "2001:db8:0:1::7"));
    }

    @Test
    void isTheSameOnBothInterfacesToOneLan() {
        Announcement both = at("192.0.2.7", "192.0.2.8");
        assertThat(both.seenFrom(link("192.0.2.7/24"))).isSameAs(both);
        assertThat(both.seenFrom(link("192.0.2.8/24"))).isSameAs(both);
    }

    @Test
    void isTheSameOnBothInterfacesToOneLanAlsoWhereThePreferredAddressIsElsewhere() {
        Announcement modem = at("203.0.113.7", "192.0.2.7", "192.0.2.8");
        Announcement local = at("192.0.2.7", "192.0.2.8", "203.0.113.7");
        assertThat(modem.seenFrom(link("192.0.2.7/24"))).isEqualTo(local);
        assertThat(modem.seenFrom(link("192.0.2.8/24"))).isEqualTo(local);
    }

    @Test
    void keepsTheOrderOfSeveralAddressesOfOneInterface() {
        Announcement several = at("192.0.2.7", "198.51.100.9", "203.0.113.7", "198.51.100.5", "203.0.113.5");
        assertThat(several.seenFrom(link("198.51.100.5/24", "203.0.113.5/24", "198.51.100.9/24", "203.0.113.7/24")))
                .isEqualTo(at("198.51.100.9", "203.0.113.7", "198.51.100.5", "203.0.113.5", "192.0.2.7"));
        assertThat(several.seenFrom(link("203.0.113.5/24", "192.0.2.7/24")))
                .as("the preferred one is one of them")
                .isSameAs(several);
    }

    @Test
    void namesOnPointToPointLinksTheirOwnEndFirst() {
        Announcement dialled = at("192.0.2.7", "198.51.100.7", "198.51.100.8");
        assertThat(dialled.seenFrom(link("198.51.100.8/32")))
                .isEqualTo(at("198.51.100.8", "192.0.2.7", "198.51.100.7"));
        assertThat(dialled.seenFrom(link("192.0.2.7/32"))).isSameAs(dialled);
    }

    @Test
    void takesANetworkOfEverythingForAnAddressAlone() {
        assertThat(GATEWAY.seenFrom(link("198.51.100.7/0")).addresses().get(0))
                .isEqualTo(NodeAt.address("198.51.100.7"));
    }

    @Test
    void namesNoLinkLocalAddressBeforeAGlobalOneOfTheSameInterface() {
        Announcement everything = at("2001:db8:0:1::7", "fe80::7", "2001:db8:0:2::7");
        assertThat(everything.seenFrom(link("fe80::7/64", "2001:db8:0:2::7/64")))
                .isEqualTo(at("2001:db8:0:2::7", "fe80::7", "2001:db8:0:1::7"));
        assertThat(at("fe80::7", "fe80::8", "2001:db8:0:2::7").seenFrom(link("fe80::8/64", "2001:db8:0:2::7/64")))
                .as("the network of link-local addresses says nothing of a link")
                .isEqualTo(at("2001:db8:0:2::7", "fe80::8", "fe80::7"));
    }

    @Test
    void isAsItIsOfASingleAddressAndWhereNothingIsKnown() {
        Announcement single = at("192.0.2.7");
        assertThat(single.seenFrom(CABLE)).isSameAs(single);
        assertThat(single.seenFrom(WIFI)).isSameAs(single);
        assertThat(GATEWAY.seenFrom(Link.UNKNOWN)).isSameAs(GATEWAY);
        assertThat(GATEWAY.seenFrom(link("203.0.113.7/24"))).isSameAs(GATEWAY);
        assertThat(at().seenFrom(CABLE)).isEqualTo(at());
    }

    @Test
    void leavesNoAddressOutAndAddsNone() {
        String[] most = IntStream.rangeClosed(1, Announcement.MOST_ADDRESSES)
                .mapToObj(i -> "10.0." + i + ".7")
                .toArray(String[]::new);
        for (String last : most) {
            Announcement seen = at(most).seenFrom(link(last + "/24"));
            assertThat(seen.addresses())
                    .startsWith(NodeAt.address(last))
                    .containsExactlyInAnyOrderElementsOf(at(most).addresses());
        }
    }

    @Test
    void isEncodedOnceForAllLinksThatSeeItAlike() {
        List<List<InetAddress>> encoded = new ArrayList<>();
        Packet packet = Packet.of(GATEWAY, seen -> {
            encoded.add(seen.addresses());
            return seen.advertisement();
        });
        byte[] wired = packet.on(CABLE);
        byte[] wireless = packet.on(WIFI);
        assertThat(packet.on(CABLE)).isSameAs(wired);
        assertThat(packet.on(Link.UNKNOWN)).isSameAs(wired);
        assertThat(packet.on(WIFI)).isSameAs(wireless).isNotEqualTo(wired).hasSameSizeAs(wired);
        assertThat(encoded)
                .containsExactly(GATEWAY.addresses(), GATEWAY.seenFrom(WIFI).addresses());
    }

    private static Announcement at(String... addresses) {
        return new Announcement(
                NodeId.of(new UUID(0, 1)),
                List.of("linux", "native", "Platform=linux", "ExecType=native"),
                Stream.of(addresses).map(NodeAt::address).toList());
    }

    private static Link link(String... prefixes) {
        return new Link(Stream.of(prefixes).map(SeenFromTest::prefix).toList());
    }

    private static Prefix prefix(String text) {
        int slash = text.indexOf('/');
        return new Prefix(NodeAt.address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }
}

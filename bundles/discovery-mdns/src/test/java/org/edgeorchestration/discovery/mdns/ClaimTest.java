// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.DomainName;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.RecordData;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {
    private static final InetAddress SOURCE = NodeAt.address("10.9.0.1");

    @ParameterizedTest
    @CsvSource({
        "v1.2.0 ADV, ADVERTISEMENT, true", "v1.2.0 PROBE, ARRIVAL, false", "v1.2.0 ANN, ARRIVAL, true",
        "v1.2.0 UNI, ANSWER, true", "v1.2.0 TXTUPD, ARRIVAL, false", "seed ADV, ADVERTISEMENT, true",
        "seed PROBE, ARRIVAL, false", "seed ANN, ARRIVAL, true", "seed UNI, ANSWER, true"
    })
    void isReadFromEveryCapturedPacket(String name, Claim.Kind kind, boolean addresses) {
        List<Claim> claims = Claim.of(CapturedPacket.of(name).message(), SOURCE);
        assertThat(claims).hasSize(1);
        Claim claim = claims.get(0);
        assertThat(claim.id().value()).startsWith("edge-orchestration-");
        assertThat(claim.kind()).isEqualTo(kind);
        assertThat(claim.text())
                .hasValueSatisfying(said -> assertThat(said.platform()).isEqualTo("docker"));
        assertThat(claim.addresses()).isEqualTo(addresses ? List.of(SOURCE) : List.of());
        assertThat(claim.goodbye()).isFalse();
    }

    @Test
    void keepsSeveralInstancesOfOnePacketApart() {
        Message message = message(
                txt("node-a", 120, "linux", "native"),
                srv("node-b", 120, "b"),
                a("a", "192.0.2.1"),
                txt("NODE-B", 120, "docker", "container"),
                srv("node-a", 120, "A"),
                a("b", "192.0.2.2"));
        List<Claim> claims = Claim.of(message, SOURCE);
        assertThat(claims).extracting(Claim::id).containsExactly(new NodeId("node-a"), new NodeId("node-b"));
        assertThat(claims.get(0).addresses()).containsExactly(NodeAt.address("192.0.2.1"));
        assertThat(claims.get(1).addresses()).containsExactly(NodeAt.address("192.0.2.2"));
        assertThat(claims.get(1).text()).map(NodeText::platform).contains("docker");
    }

    @Test
    void knowsAGoodbyeByATimeToLiveOfZero() {
        assertThat(Claim.of(message(srv("node-a", 0, "a")), SOURCE).get(0).goodbye())
                .isTrue();
        assertThat(Claim.of(message(txt("node-a", 0), srv("node-a", 120, "a")), SOURCE)
                        .get(0)
                        .goodbye())
                .isTrue();
    }

    @Test
    void takesNoAddressThatLeadsBackOrToEverybody() {
        List<String> bad = List.of(
                "127.0.0.1",
                "0.0.0.0",
                "224.0.0.251",
                "255.255.255.255",
                "169.254.1.1",
                "::",
                "::1",
                "fe80::1",
                "ff02::1");
        List<ResourceRecord> records = new ArrayList<>(List.of(txt("node-a", 120), srv("node-a", 120, "a")));
        bad.forEach(address -> records.add(a("a", address)));
        records.add(new ResourceRecord(name("a"), false, 120, new RecordData.Aaaa(disguised())));
        records.add(a("a", "2001:db8::1"));
        Claim claim = Claim.of(message(records.toArray(ResourceRecord[]::new)), SOURCE)
                .get(0);
        assertThat(claim.addresses()).containsExactly(NodeAt.address("2001:db8::1"));
    }

    @Test
    void takesLoopbackAddressesFromThisMachineOnly() {
        Message message = message(txt("node-a", 120), srv("node-a", 120, "a"), a("a", "127.0.0.2"));
        assertThat(Claim.of(message, NodeAt.address("127.0.0.1")).get(0).addresses())
                .containsExactly(NodeAt.address("127.0.0.2"));
        assertThat(Claim.of(message, SOURCE).get(0).addresses()).isEmpty();
    }

    @Test
    void takesSixteenAddresses() {
        ResourceRecord[] records = Stream.concat(
                        Stream.of(txt("node-a", 120), srv("node-a", 120, "a")),
                        Stream.iterate(1, i -> i + 1).limit(40).map(i -> a("a", "192.0.2." + i)))
                .toArray(ResourceRecord[]::new);
        assertThat(Claim.of(message(records), SOURCE).get(0).addresses()).hasSize(Claim.MOST_ADDRESSES);
    }

    @Test
    void passesOverInstancesThatAreNoNodes() {
        assertThat(Claim.of(message(txt("Somebody's printer", 120), srv("x.y", 120, "a")), SOURCE))
                .isEmpty();
        assertThat(Claim.of(
                        message(new ResourceRecord(
                                DomainName.of("a._ipp._tcp.local"),
                                false,
                                120,
                                new RecordData.Txt(List.of("linux", "native")))),
                        SOURCE))
                .isEmpty();
    }

    private static Message message(ResourceRecord... records) {
        return new Message(0, Message.RESPONSE, List.of(), List.of(records), List.of(), List.of());
    }

    private static DomainName name(String host) {
        return DomainName.of("local").child(host);
    }

    private static ResourceRecord txt(String node, long ttl, String... strings) {
        return new ResourceRecord(Names.SERVICE.child(node), false, ttl, new RecordData.Txt(List.of(strings)));
    }

    private static ResourceRecord srv(String node, long ttl, String host) {
        return new ResourceRecord(Names.SERVICE.child(node), true, ttl, new RecordData.Srv(0, 0, 1, name(host)));
    }

    private static ResourceRecord a(String host, String literal) {
        InetAddress address = NodeAt.address(literal);
        RecordData data = address instanceof Inet4Address ipv4
                ? new RecordData.A(ipv4)
                : new RecordData.Aaaa((Inet6Address) address);
        return new ResourceRecord(name(host), false, 120, data);
    }

    private static Inet6Address disguised() {
        try {
            byte[] bytes = new byte[16];
            bytes[10] = -1;
            bytes[11] = -1;
            bytes[12] = 127;
            bytes[15] = 1;
            return Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}

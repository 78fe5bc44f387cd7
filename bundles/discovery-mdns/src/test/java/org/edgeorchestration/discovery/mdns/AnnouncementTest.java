// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.RecordData;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
    private static final String GO_PORT = "a5b9";
    private static final String OUR_PORT = "dac2";

    @ParameterizedTest
    @ValueSource(strings = {"v1.2.0 ADV", "seed ADV", "v1.2.0 ANN", "seed ANN", "v1.2.0 UNI", "seed UNI"})
    void isByteForByteWhatAGoNodeSendsButForThePort(String name) {
        CapturedPacket captured = CapturedPacket.of(name);
        Announcement same = sameAs(captured.message());
        byte[] packet =
                switch (name.substring(name.length() - 3)) {
                    case "ADV" -> same.advertisement();
                    case "ANN" -> same.announcement();
                    default -> same.reply(0);
                };
        assertThat(HexFormat.of().formatHex(packet))
                .isEqualTo(captured.hex().replace("00000000" + GO_PORT, "00000000" + OUR_PORT));
    }

    @Test
    void bearsTextServiceAndAllAddressesInWhateverIsSent() {
        List<InetAddress> addresses =
                List.of(NodeAt.address("192.0.2.7"), NodeAt.address("198.51.100.7"), NodeAt.address("2001:db8::7"));
        Announcement announcement = announcement(addresses);
        for (Message message : everything(announcement)) {
            List<Claim> claims = Claim.of(message, addresses.get(0));
            assertThat(message.records().map(ResourceRecord::data).filter(RecordData.Txt.class::isInstance))
                    .hasSize(1);
            assertThat(message.records().map(ResourceRecord::data).filter(RecordData.Srv.class::isInstance))
                    .hasSize(1);
            assertThat(message.records().map(ResourceRecord::data).filter(RecordData.A.class::isInstance))
                    .hasSize(2);
            assertThat(claims).hasSize(1);
            assertThat(claims.get(0).goodbye() || claims.get(0).addresses().equals(addresses))
                    .isTrue();
        }
    }

    @Test
    void fitsIntoOneFrameWithTheLongestTextAndMostAddresses() {
        List<InetAddress> addresses = IntStream.range(1, 20)
                .mapToObj(i -> NodeAt.address("192.0.2." + i))
                .toList();
        Announcement announcement = new Announcement(id(), List.of("x".repeat(200), "x".repeat(200)), addresses);
        assertThat(announcement.addresses()).hasSize(Announcement.MOST_ADDRESSES);
        assertThat(announcement.advertisement()).hasSizeLessThanOrEqualTo(1_472);
        assertThat(announcement.goodbye()).hasSizeLessThanOrEqualTo(1_472);
    }

    @Test
    void takesEverythingBackInTheGoodbye() {
        Message goodbye =
                read(announcement(List.of(NodeAt.address("192.0.2.7"))).goodbye());
        assertThat(goodbye.answers()).hasSize(5).allMatch(record -> record.ttl() == 0);
    }

    @Test
    void isForGoNodesOnlyWithAnIpv4Address() {
        assertThat(announcement(List.of(NodeAt.address("2001:db8::7"))).fitForIpv4())
                .isFalse();
        assertThat(announcement(List.of(NodeAt.address("192.0.2.7"))).fitForIpv4())
                .isTrue();
    }

    private static List<Message> everything(Announcement announcement) {
        Message query = new Message(
                7,
                0,
                List.of(new Question(Names.SERVICE, RecordData.Ptr.TYPE, false)),
                List.of(),
                List.of(),
                List.of());
        List<byte[]> packets = new ArrayList<>(List.of(
                announcement.advertisement(),
                announcement.announcement(),
                announcement.reply(7),
                announcement.goodbye()));
        for (ResourceRecord one : announcement.allRecords()) {
            packets.add(announcement.answer(record -> record.type() == one.type(), Optional.empty()));
            packets.add(announcement.answer(record -> record.type() == one.type(), Optional.of(query)));
        }
        return packets.stream().map(AnnouncementTest::read).toList();
    }

    private static Announcement sameAs(Message captured) {
        NodeId id = Claim.of(captured, NodeAt.address("10.9.0.1")).get(0).id();
        return new Announcement(
                id,
                of(captured, RecordData.Txt.class).strings(),
                List.of(of(captured, RecordData.A.class).address()));
    }

    private static <T> T of(Message message, Class<T> type) {
        return Stream.of(message)
                .flatMap(Message::records)
                .map(ResourceRecord::data)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Announcement announcement(List<InetAddress> addresses) {
        return new Announcement(id(), List.of("linux", "native", "Platform=linux", "ExecType=native"), addresses);
    }

    private static NodeId id() {
        return NodeId.of(new UUID(0, 1));
    }

    private static Message read(byte[] packet) {
        return ((Decoded.Understood) MessageReader.read(ByteBuffer.wrap(packet))).message();
    }
}

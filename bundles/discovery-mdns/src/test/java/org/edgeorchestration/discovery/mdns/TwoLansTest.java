// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.edgeorchestration.discovery.mdns.codec.MessageWriter;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway, and what is heard of it on the LAN that leads to the rest of the world, and on the other one. */
class TwoLansTest {
    private static final int CABLE = 2;
    private static final int WIFI = 3;
    private static final int PTR = 12;

    private static final InetAddress WIRED = NodeAt.address("192.0.2.7");
    private static final InetAddress WIRELESS = NodeAt.address("198.51.100.7");

    /** Its interfaces. */
    private static final class Wires implements Wire {
        private final List<byte[]> wired = new ArrayList<>();
        private final List<byte[]> wireless = new ArrayList<>();
        private List<Attachment> attachments = List.of();

        private void send(int index, Packet packet) {
            (index == CABLE ? wired : wireless).add(packet.on(new Links(attachments).of(index)));
        }

        /** The interface on whose network it is, else the one to the rest of the world. */
        private int towards(InetAddress host) {
            return new Links(attachments).of(WIFI).holds(host) ? WIFI : CABLE;
        }

        @Override
        public void fromEachAddress(Packet packet) {
            attachments.forEach(attachment -> send(attachment.index(), packet));
        }

        @Override
        public void fromEachAddress(Packet packet, InetAddress host) {
            attachments.forEach(attachment -> send(towards(host), packet));
        }

        @Override
        public void fromGroupPort(Packet packet) {
            attachments.stream().map(Attachment::index).distinct().forEach(index -> send(index, packet));
        }

        @Override
        public void to(InetSocketAddress listener, Packet packet) {
            send(towards(listener.getAddress()), packet);
        }

        private void clear() {
            wired.clear();
            wireless.clear();
        }
    }

    private final ManualTime clock = new ManualTime();
    private final Wires wires = new Wires();
    private final Voice voice =
            new Voice(announcement(WIRED, WIRELESS), Duration.ofSeconds(60), wires, clock, new Random(1)::nextDouble);
    private final Conversation conversation = new Conversation(voice, wires, List.of(WIRED, WIRELESS)::contains, clock);

    @BeforeEach
    void attach() throws SocketException {
        wires.attachments = List.of(attachment(CABLE, WIRED), attachment(WIFI, WIRELESS));
    }

    @Test
    void hearEachItsOwnAddressFirstInAdvertisementsAndAnnouncements() {
        voice.begin();
        conversation.goOn();
        assertThat(claims(wires.wired)).hasSize(2).containsOnly(List.of(WIRED, WIRELESS));
        assertThat(claims(wires.wireless)).hasSize(2).containsOnly(List.of(WIRELESS, WIRED));
        wires.clear();
        clock.advance(Duration.ofSeconds(70));
        conversation.goOn();
        assertThat(claims(wires.wired)).isNotEmpty().containsOnly(List.of(WIRED, WIRELESS));
        assertThat(claims(wires.wireless)).isNotEmpty().containsOnly(List.of(WIRELESS, WIRED));
    }

    @Test
    void hearEachItsOwnAddressFirstInReplies() {
        begin();
        hear("192.0.2.1", CapturedPacket.of("v1.2.0 ADV").bytes());
        hear("198.51.100.1", CapturedPacket.of("v1.2.0 ADV").bytes());
        hear("203.0.113.1", CapturedPacket.of("v1.2.0 ADV").bytes());
        assertThat(claims(wires.wired)).hasSize(2).containsOnly(List.of(WIRED, WIRELESS));
        assertThat(claims(wires.wireless)).hasSize(1).containsOnly(List.of(WIRELESS, WIRED));
    }

    @Test
    void hearEachItsOwnAddressFirstInAnswers() {
        begin();
        hear("192.0.2.1", query(false));
        assertThat(claims(wires.wired)).containsExactly(List.of(WIRED, WIRELESS));
        assertThat(claims(wires.wireless)).as("it goes to everybody").containsExactly(List.of(WIRELESS, WIRED));
        wires.clear();
        hear("198.51.100.1", query(true));
        assertThat(wires.wired).isEmpty();
        assertThat(claims(wires.wireless)).containsExactly(List.of(WIRELESS, WIRED));
    }

    @Test
    void hearEachItsOwnAddressFirstOfAnAddressThatIsNew() throws SocketException {
        begin();
        InetAddress moved = NodeAt.address("203.0.113.7");
        wires.attachments = List.of(attachment(CABLE, WIRED), attachment(WIFI, moved));
        voice.move(announcement(WIRED, moved));
        clock.advance(Rhythm.BETWEEN_BURSTS);
        conversation.goOn();
        assertThat(claims(wires.wired)).isNotEmpty().containsOnly(List.of(WIRED, moved));
        assertThat(claims(wires.wireless)).isNotEmpty().containsOnly(List.of(moved, WIRED));
    }

    @Test
    void hearTheSameWhereBothAreOne() throws SocketException {
        InetAddress second = NodeAt.address("192.0.2.8");
        wires.attachments = List.of(attachment(CABLE, WIRED), attachment(WIFI, second));
        voice.become(announcement(WIRED, second));
        voice.begin();
        conversation.goOn();
        assertThat(wires.wireless).containsExactlyElementsOf(wires.wired);
        assertThat(claims(wires.wireless)).hasSize(2).containsOnly(List.of(WIRED, second));
    }

    @Test
    void areToldOfByOneOrderOnlyToAHostThatGetsThePacketsOfBoth() {
        begin();
        voice.reachOut(List.of(NodeAt.address("203.0.113.1")));
        conversation.goOn();
        assertThat(claims(wires.wired)).hasSize(2).containsOnly(List.of(WIRED, WIRELESS));
        assertThat(wires.wireless).isEmpty();
    }

    /** Has said what is said at the start. */
    private void begin() {
        voice.begin();
        for (int i = 0; i < 4; i++) {
            conversation.goOn();
            clock.advance(Duration.ofSeconds(1));
        }
        wires.clear();
    }

    private void hear(String from, byte[] packet) {
        conversation.hear(new InetSocketAddress(NodeAt.address(from), Sockets.PORT), ByteBuffer.wrap(packet));
    }

    private static byte[] query(boolean unicast) {
        Question question = new Question(Names.SERVICE, PTR, unicast);
        return MessageWriter.plain(new Message(0, 0, List.of(question), List.of(), List.of(), List.of()));
    }

    private static List<List<InetAddress>> claims(List<byte[]> packets) {
        return packets.stream()
                .map(packet -> (Decoded.Understood) MessageReader.read(ByteBuffer.wrap(packet)))
                .flatMap(read -> Claim.of(read.message(), WIRED).stream())
                .map(Claim::addresses)
                .toList();
    }

    private static Announcement announcement(InetAddress... addresses) {
        return new Announcement(
                NodeId.of(new UUID(0, 1)),
                List.of("linux", "native", "Platform=linux", "ExecType=native"),
                Stream.of(addresses).toList());
    }

    private static Attachment attachment(int index, InetAddress address) throws SocketException {
        return new Attachment(index, NetworkInterface.getByName("lo"), new Prefix(address, 24));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.DomainName;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.edgeorchestration.discovery.mdns.codec.MessageWriter;
import org.edgeorchestration.discovery.mdns.codec.Question;
import org.edgeorchestration.discovery.mdns.codec.RecordData;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network of this machine's making, in a time of its own. */
class ConversationTest {
    private static final Duration TICK = Duration.ofMillis(10);

    /** A network where every packet arrives at once. */
    private final class Lan {
        private final List<Host> hosts = new ArrayList<>();
        private int packets;

        Host join(int number) {
            Host host = listening(number);
            host.voice.begin();
            return host;
        }

        /** A node that does not speak yet. */
        Host listening(int number) {
            Host host = new Host(this, number);
            hosts.add(host);
            return host;
        }

        void pass(Duration time) {
            for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
                clock.advance(TICK);
                hosts.forEach(host -> host.conversation.goOn());
            }
        }

        void multicast(InetSocketAddress from, byte[] packet) {
            packets++;
            hosts.forEach(host -> host.hear(from, packet));
        }

        void unicast(InetSocketAddress from, InetSocketAddress to, byte[] packet) {
            packets++;
            hosts.stream()
                    .filter(host -> host.address.equals(to.getAddress()))
                    .forEach(host -> host.hear(from, packet));
        }
    }

    /** A node on it, and what it has sent. */
    private final class Host implements Wire {
        private final Lan lan;
        private final InetAddress address;
        private final Announcement self;
        private final Voice voice;
        private final Conversation conversation;
        private final List<byte[]> advertised = new ArrayList<>();
        private final List<byte[]> announced = new ArrayList<>();
        private final List<byte[]> replied = new ArrayList<>();
        private final List<byte[]> sentOut = new ArrayList<>();

        Host(Lan lan, int number) {
            this.lan = lan;
            this.address = NodeAt.address("192.0.2." + number);
            this.self = new Announcement(
                    NodeId.of(new UUID(0, number)),
                    List.of("linux", "native", "Platform=linux", "ExecType=native"),
                    List.of(address));
            this.voice = new Voice(self, Duration.ofSeconds(60), this, clock, new Random(number)::nextDouble);
            this.conversation = new Conversation(voice, this, address::equals, clock);
        }

        boolean hear(InetSocketAddress from, byte[] packet) {
            return conversation.hear(from, ByteBuffer.wrap(packet));
        }

        @Override
        public void fromEachAddress(Packet packet) {
            advertised.add(packet.on(Link.UNKNOWN));
            lan.multicast(new InetSocketAddress(address, 40_000), packet.on(Link.UNKNOWN));
        }

        @Override
        public void fromEachAddress(Packet packet, InetAddress host) {
            sentOut.add(packet.on(Link.UNKNOWN));
            lan.unicast(
                    new InetSocketAddress(address, 40_000),
                    new InetSocketAddress(host, Sockets.PORT),
                    packet.on(Link.UNKNOWN));
        }

        @Override
        public void fromGroupPort(Packet packet) {
            announced.add(packet.on(Link.UNKNOWN));
            lan.multicast(new InetSocketAddress(address, Sockets.PORT), packet.on(Link.UNKNOWN));
        }

        @Override
        public void to(InetSocketAddress listener, Packet packet) {
            replied.add(packet.on(Link.UNKNOWN));
            lan.unicast(new InetSocketAddress(address, Sockets.PORT), listener, packet.on(Link.UNKNOWN));
        }
    }

    private final ManualTime clock = new ManualTime();
    private final Lan lan = new Lan();

    @Test
    void anIdleNetworkOfFiveNodesHearsFewerThanFivePacketsASecond() {
        IntStream.rangeClosed(1, 5).forEach(lan::join);
        lan.pass(Duration.ofSeconds(30));
        lan.packets = 0;
        lan.pass(Duration.ofMinutes(10));
        assertThat(lan.packets / 600.0).isLessThan(1);
        assertThat(lan.hosts).allSatisfy(host -> assertThat(host.conversation.sightings())
                .hasSize(4)
                .allMatch(Sighting::credible)
                .noneMatch(Sighting::leaving));
    }

    @Test
    void everyoneKnowsANodeFromItsFirstPacketOn() {
        Host first = lan.join(1);
        lan.pass(Duration.ofSeconds(5));
        Host second = lan.join(2);
        second.conversation.goOn();
        assertThat(first.conversation.sightings()).hasSize(1);
        assertThat(second.conversation.sightings()).as("by the reply").hasSize(1);
    }

    @Test
    void aNodeThatHasNotBegunListensAndSaysNothing() {
        lan.join(1);
        Host second = lan.listening(2);
        second.voice.become(second.self);
        second.voice.move(second.self);
        lan.pass(Duration.ofSeconds(2));
        second.hear(go(), CapturedPacket.of("v1.2.0 ADV").bytes());
        second.hear(browser(5_353), query(0, new Question(Names.SERVICE, RecordData.Ptr.TYPE, false)));
        second.voice.end();
        assertThat(second.conversation.sightings()).hasSize(2);
        assertThat(second.advertised).isEmpty();
        assertThat(second.announced).isEmpty();
        assertThat(second.replied).isEmpty();
        second.voice.begin();
        second.conversation.goOn();
        assertThat(second.advertised).hasSize(1);
    }

    @Test
    void anIdleNodeAsksForNoAttention() {
        Host first = lan.join(1);
        lan.join(2);
        lan.pass(Duration.ofSeconds(30));
        long spoken = first.conversation.sightings().get(0).spoken();
        lan.pass(Duration.ofMinutes(5));
        assertThat(first.conversation.sightings().get(0).spoken()).isEqualTo(spoken);
    }

    @Test
    void aNodeThatFallsSilentIsAskedAfterAndForgotten() {
        Host first = lan.join(1);
        Host second = lan.join(2);
        lan.pass(Duration.ofSeconds(30));
        lan.hosts.remove(second);
        lan.pass(Duration.ofSeconds(190));
        first.announced.clear();
        lan.pass(Duration.ofSeconds(90));
        assertThat(first.conversation.sightings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.2.0 ADV", "v1.2.0 PROBE", "seed ADV", "seed PROBE"})
    void everyPacketOfAGoNodeWithAQuestionIsAnsweredWithItsId(String name) {
        Host host = lan.join(1);
        CapturedPacket packet = CapturedPacket.of(name);
        host.hear(go(), packet.bytes());
        assertThat(host.replied).hasSize(1);
        Message reply = read(host.replied.get(0));
        assertThat(reply.id()).isEqualTo(packet.message().id());
        assertThat(reply.flags()).isEqualTo(Message.RESPONSE | Message.AUTHORITATIVE);
        assertThat(reply.questions()).isEmpty();
        assertThat(reply.additional()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.2.0 ANN", "v1.2.0 UNI", "v1.2.0 TXTUPD", "seed ANN", "seed UNI"})
    void noPacketWithoutAQuestionIsAnswered(String name) {
        Host host = lan.join(1);
        host.hear(go(), CapturedPacket.of(name).bytes());
        assertThat(host.replied).isEmpty();
        assertThat(host.announced).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "_services._dns-sd._udp.local, 12",
        "_Orchestration._tcp.local, 12",
        "_orchestration._tcp.local, 255",
        "edge-orchestration-00000000-0000-0000-0000-000000000001._orchestration._tcp.local, 33",
        "edge-orchestration-00000000-0000-0000-0000-000000000001._orchestration._tcp.local, 16",
        "edge-orchestration-00000000-0000-0000-0000-000000000001._orchestration._tcp.local, 255",
        "edge-00000000-0000-0000-0000-000000000001.local, 1",
        "EDGE-00000000-0000-0000-0000-000000000001.LOCAL, 255"
    })
    void standardQuestionsForItsNamesAreAnsweredInFull(String name, int type) {
        Host host = lan.join(1);
        Question question = new Question(DomainName.of(name), type, false);
        host.hear(browser(5_353), query(9, question));
        assertThat(host.announced).hasSize(1);
        Message answer = read(host.announced.get(0));
        assertThat(answer.answers()).isNotEmpty().allMatch(record -> question.wants(record.type()));
        assertThat(answer.records()).hasSize(5);
        assertThat(Claim.of(answer, host.address).get(0).addresses()).containsExactly(host.address);
    }

    @ParameterizedTest
    @CsvSource({
        "_http._tcp.local, 12",
        "_orchestration._tcp.local, 16",
        "edge-00000000-0000-0000-0000-000000000002.local, 1",
        "edge-00000000-0000-0000-0000-000000000001.local, 28"
    })
    void otherQuestionsAreNot(String name, int type) {
        Host host = lan.join(1);
        host.hear(browser(5_353), query(9, new Question(DomainName.of(name), type, false)));
        assertThat(host.announced).isEmpty();
        assertThat(host.replied).isEmpty();
    }

    @Test
    void neitherIsOneForRecordsOfAnotherClass() {
        Host host = lan.join(1);
        byte[] chaos = query(9, new Question(Names.SERVICE, RecordData.Ptr.TYPE, false));
        chaos[chaos.length - 1] = 3;
        host.hear(browser(5_353), chaos);
        assertThat(host.announced).isEmpty();
        assertThat(host.replied).isEmpty();
    }

    @Test
    void whoAsksForAnAnswerToItselfGetsIt() {
        Host host = lan.join(1);
        host.hear(browser(5_353), query(0, new Question(Names.SERVICE, RecordData.Ptr.TYPE, true)));
        assertThat(host.announced).isEmpty();
        assertThat(host.replied).hasSize(1);
        assertThat(read(host.replied.get(0)).answers()).hasSize(1);
    }

    @Test
    void aSimpleResolverGetsItsQuestionBackAndShortTimesToLive() {
        Host host = lan.join(1);
        Question question = new Question(Names.SERVICE, RecordData.Ptr.TYPE, false);
        host.hear(browser(40_000), query(77, question));
        Message answer = read(host.replied.get(0));
        assertThat(answer.id()).isEqualTo(77);
        assertThat(answer.questions()).containsExactly(question);
        assertThat(answer.records()).allMatch(record -> record.ttl() <= 10 && !record.flush());
    }

    @Test
    void aSimpleResolverGetsNoQuestionsBackThatAreNotAnswered() {
        Host host = lan.join(1);
        Question question = new Question(Names.SERVICE, RecordData.Ptr.TYPE, false);
        Question other = new Question(DomainName.of("_http._tcp.local"), RecordData.Ptr.TYPE, false);
        Message query = new Message(7, 0, List.of(other, question, other), List.of(), List.of(), List.of());
        host.hear(browser(40_000), MessageWriter.compressed(query));
        assertThat(read(host.replied.get(0)).questions()).containsExactly(question);
    }

    @Test
    void whatIsKnownAlreadyIsNotSaidAgain() {
        Host host = lan.join(1);
        Question question = new Question(Names.SERVICE, RecordData.Ptr.TYPE, false);
        DomainName instance = Names.instance(NodeId.of(new UUID(0, 1)));
        host.hear(
                browser(5_353),
                query(0, question, new ResourceRecord(Names.SERVICE, false, 1_600, new RecordData.Ptr(instance))));
        assertThat(host.announced).isEmpty();
        host.hear(
                browser(5_353),
                query(0, question, new ResourceRecord(Names.SERVICE, false, 1_599, new RecordData.Ptr(instance))));
        assertThat(host.announced).as("it is about to be forgotten").hasSize(1);
    }

    @Test
    void nobodyCanHaveItSayMoreThanTenThingsASecond() {
        Host host = lan.join(1);
        for (int i = 0; i < 20; i++) {
            host.hear(go(), CapturedPacket.of("v1.2.0 ADV").bytes());
        }
        clock.advance(Duration.ofSeconds(1));
        host.replied.clear();
        for (int i = 0; i < 40; i++) {
            host.hear(go(), CapturedPacket.of("v1.2.0 ADV").bytes());
        }
        assertThat(host.replied).hasSizeBetween(9, 11);
    }

    @Test
    void itsOwnQuestionsComingBackAreNotAnswered() {
        Host host = lan.join(1);
        host.conversation.goOn();
        assertThat(host.announced).as("announcement and question").hasSize(2);
        assertThat(host.replied).isEmpty();
    }

    @Test
    void itsOwnNameInOtherLettersIsNoOtherNode() {
        Host host = lan.join(1);
        NodeId shouted = new NodeId(host.self.id().value().toUpperCase(Locale.ROOT));
        Announcement said = new Announcement(shouted, List.of("linux", "native"), List.of(host.address));
        host.hear(browser(5_353), said.advertisement());
        assertThat(host.conversation.sightings()).isEmpty();
        assertThat(host.replied).isEmpty();
    }

    @Test
    void garbageIsNeitherAnsweredNorFatal() {
        Host host = lan.join(1);
        for (int length = 0; length < 438; length++) {
            byte[] cut = Arrays.copyOf(CapturedPacket.of("v1.2.0 ADV").bytes(), length);
            assertThat(host.hear(go(), cut)).isFalse();
        }
        assertThat(host.replied).isEmpty();
    }

    @Property(tries = 2_000)
    void noPacketThatIsAlmostRightIsFatal(
            @ForAll @IntRange(max = 8) int which, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes) {
        byte[] bytes = CapturedPacket.all().get(which).bytes();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Host host = lan.join(1);
        host.hear(go(), bytes);
        host.hear(browser(40_000), bytes);
        assertThat(host.conversation.sightings()).hasSizeLessThanOrEqualTo(2);
        assertThat(host.replied).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aFloodOfFalseNamesCostsNobodyHisPlace() {
        Host host = lan.join(1);
        lan.join(2);
        lan.pass(Duration.ofSeconds(2));
        InetSocketAddress attacker = new InetSocketAddress(NodeAt.address("192.0.2.66"), 5_353);
        for (int i = 0; i < 10_000; i++) {
            Announcement made = new Announcement(
                    NodeId.of(new UUID(1, i)), List.of("linux", "native"), List.of(attacker.getAddress()));
            host.hear(attacker, made.advertisement());
        }
        lan.join(3);
        lan.pass(Duration.ofSeconds(2));
        assertThat(host.conversation.sightings())
                .hasSizeLessThanOrEqualTo(2 + Neighbourhood.MOST_OF_ONE_SOURCE)
                .anyMatch(sighting -> sighting.addresses().contains(NodeAt.address("192.0.2.2")))
                .anyMatch(sighting -> sighting.addresses().contains(NodeAt.address("192.0.2.3")));
    }

    @Test
    void aNodeBeyondMulticastIsKnownByItsReplyToTheAdvertisementSentThere() {
        Host near = lan.listening(1);
        Host far = new Lan().join(9);
        InetSocketAddress nearPort = new InetSocketAddress(near.address, 40_000);
        near.voice.reachOut(List.of(far.address));
        near.voice.begin();
        near.conversation.goOn();
        assertThat(near.sentOut).hasSize(1);
        far.hear(nearPort, near.sentOut.get(0));
        assertThat(far.conversation.sightings()).hasSize(1).allMatch(Sighting::credible);
        assertThat(far.replied).hasSize(1);
        near.hear(new InetSocketAddress(far.address, Sockets.PORT), far.replied.get(0));
        assertThat(near.conversation.sightings()).hasSize(1).allMatch(Sighting::credible);
        near.voice.end();
        assertThat(near.sentOut).hasSize(2);
        far.hear(nearPort, near.sentOut.get(1));
        assertThat(far.conversation.sightings()).allMatch(Sighting::leaving);
    }

    @Test
    void aNamedNodeThatMulticastReachesIsNotDisturbedByBoth() {
        Host first = lan.join(1);
        Host second = lan.join(2);
        second.voice.reachOut(List.of(first.address));
        lan.pass(Duration.ofSeconds(30));
        long spoken = first.conversation.sightings().get(0).spoken();
        second.sentOut.clear();
        lan.pass(Duration.ofMinutes(5));
        assertThat(second.sentOut).as("once a minute").hasSizeBetween(4, 6);
        assertThat(first.conversation.sightings().get(0).spoken()).isEqualTo(spoken);
    }

    @Test
    void aNodeWithoutIpv4AdvertisesToNobodyWhoHasNothingElse() {
        Host host = lan.join(1);
        host.voice.move(new Announcement(
                NodeId.of(new UUID(0, 1)), List.of("linux", "native"), List.of(NodeAt.address("2001:db8::1"))));
        host.voice.reachOut(List.of(NodeAt.address("198.51.100.1")));
        host.conversation.goOn();
        assertThat(host.sentOut).isEmpty();
        assertThat(host.conversation.untilNext())
                .as("it does not wait for that")
                .isPositive();
    }

    @Test
    void aNodeWithoutIpv4DoesNotAnswerWhoHasNothingElse() {
        Host host = lan.join(1);
        host.voice.become(new Announcement(
                NodeId.of(new UUID(0, 1)), List.of("linux", "native"), List.of(NodeAt.address("2001:db8::1"))));
        host.hear(go(), CapturedPacket.of("seed ADV").bytes());
        assertThat(host.replied).isEmpty();
    }

    @Test
    void theLastWordIsAGoodbye() {
        Host first = lan.join(1);
        Host second = lan.join(2);
        lan.pass(Duration.ofSeconds(2));
        second.voice.end();
        assertThat(first.conversation.sightings().get(0).leaving()).isTrue();
    }

    private static InetSocketAddress go() {
        return new InetSocketAddress(NodeAt.address("10.9.0.1"), 5_353);
    }

    private static InetSocketAddress browser(int port) {
        return new InetSocketAddress(NodeAt.address("192.0.2.99"), port);
    }

    private static byte[] query(int id, Question question, ResourceRecord... known) {
        return MessageWriter.compressed(new Message(id, 0, List.of(question), List.of(known), List.of(), List.of()));
    }

    private static Message read(byte[] packet) {
        return ((Decoded.Understood) MessageReader.read(ByteBuffer.wrap(packet))).message();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.edgeorchestration.api.discovery.Discovery;
import org.edgeorchestration.api.discovery.Sighting;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionObserver;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.FakeExecutor;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.execution.ServiceExecutor;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.discovery.mdns.codec.CapturedPacket;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.Message;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.edgeorchestration.discovery.mdns.codec.ResourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes on the loopback interface, by real packets, on a port that no other test has. */
class MdnsDiscoveryTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** A configuration, without a container that makes it. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Settings(String interfaces, int advertise_interval_seconds) implements MdnsDiscovery.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return MdnsDiscovery.Config.class;
        }
    }

    /** Its framework has taken it away already. */
    private record FailingExecutor(CountDownLatch asked) implements ServiceExecutor {
        @Override
        public ExecutionType type() {
            return ExecutionType.NATIVE;
        }

        @Override
        public Set<String> services() {
            asked.countDown();
            throw new IllegalStateException("it is gone");
        }

        @Override
        public Optional<Refusal> refusal(ExecutionOrder order) {
            return Optional.empty();
        }

        @Override
        public Execution start(ExecutionOrder order, ExecutionObserver observer) {
            throw new UnsupportedOperationException();
        }
    }

    private final RealThreads threads = new RealThreads();
    private final List<MdnsDiscovery> started = new ArrayList<>();
    private int port;

    @BeforeEach
    void findAFreePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (MdnsDiscovery discovery : started) {
            discovery.close();
        }
        threads.close();
    }

    @Test
    void threeNodesOnOneMachineFindEachOther() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        MdnsDiscovery third = start(NodeAt.loopback(3));
        for (MdnsDiscovery discovery : started) {
            await(() -> discovery.sightings().size() == 2);
            assertThat(discovery.sightings()).allSatisfy(sighting -> {
                assertThat(sighting.credible()).isTrue();
                assertThat(sighting.leaving()).isFalse();
                assertThat(sighting.dialect()).isEqualTo(Sighting.Dialect.DUAL);
                assertThat(sighting.platform()).isEqualTo("linux");
            });
        }
        assertThat(addresses(first)).containsExactlyInAnyOrder("127.0.0.2", "127.0.0.3");
        assertThat(addresses(second)).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.3");
        assertThat(addresses(third)).containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2");
    }

    @Test
    void aNodeIsSeenWithin300MillisecondsOfItsStart() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        CountDownLatch told = new CountDownLatch(1);
        Discovery.Watch watch = first.watch(told::countDown);
        start(NodeAt.loopback(2));
        assertThat(told.await(300, TimeUnit.MILLISECONDS)).isTrue();
        watch.close();
        assertThat(addresses(first)).containsExactly("127.0.0.2");
    }

    @Test
    void aGoodbyeIsToldButForgetsNobody() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        second.close();
        await(() -> only(first).leaving());
        long spoken = only(first).spoken();
        start(NodeAt.loopback(2));
        await(() -> !only(first).leaving());
        assertThat(only(first).spoken()).isGreaterThan(spoken);
    }

    @Test
    void aNewExecutorIsAnnouncedWithinASecond() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        assertThat(only(first).executionTypes()).containsExactly(new ExecutionType("none"));
        FakeExecutor executor = FakeExecutor.of(ExecutionType.NATIVE, "ls");
        second.addExecutor(executor);
        await(Duration.ofSeconds(1), () -> only(first).executionTypes().equals(Set.of(ExecutionType.NATIVE)));
        assertThat(only(first).services()).containsExactly("ls");
        second.addExecutor(FakeExecutor.of(ExecutionType.CONTAINER));
        await(() -> only(first).executionTypes().equals(Set.of(ExecutionType.CONTAINER)));
        second.removeExecutor(executor);
        await(() -> only(first).services().isEmpty());
    }

    @Test
    void anExecutorThatFailsWhileItGoesEndsNothing() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        MdnsDiscovery second = start(NodeAt.loopback(2));
        await(() -> first.sightings().size() == 1);
        CountDownLatch asked = new CountDownLatch(2);
        ServiceExecutor going = new FailingExecutor(asked);
        second.addExecutor(going);
        assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        second.removeExecutor(going);
        second.addExecutor(FakeExecutor.of(ExecutionType.CONTAINER));
        await(() -> only(first).executionTypes().equals(Set.of(ExecutionType.CONTAINER)));
    }

    @Test
    void aNewAddressIsAnnouncedWithinASecond() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        NodeAt moving = NodeAt.loopback(2);
        start(moving);
        await(() -> addresses(first).contains("127.0.0.2"));
        moving.moveTo("127.0.0.9", "127.0.0.2");
        await(Duration.ofSeconds(1), () -> addresses(first).equals(List.of("127.0.0.9", "127.0.0.2")));
        assertThat(only(first).credible()).isTrue();
    }

    @Test
    void theAdvertisementOfARealGoNodeIsAnsweredInItsDialectWithinMilliseconds() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        try (DatagramChannel go = member("127.0.0.5")) {
            go.send(ByteBuffer.wrap(CapturedPacket.of("v1.2.0 ADV").bytes()), group());
            Message reply = receive(go);
            assertThat(reply.flags()).isEqualTo(0x8400);
            assertThat(reply.additional()).hasSize(3);
            assertThat(reply.additional().get(0)).isInstanceOf(ResourceRecord.Txt.class);
            assertThat(((ResourceRecord.A) reply.additional().get(2)).address()).isEqualTo(NodeAt.address("127.0.0.1"));
        }
        await(() -> first.sightings().size() == 1);
        Sighting sighting = only(first);
        assertThat(sighting.id()).contains(new NodeId("edge-orchestration-576fcbf7-fda3-4dc0-b31e-417ee678b017"));
        assertThat(addresses(first)).containsExactly("10.9.0.1");
        assertThat(sighting.platform()).isEqualTo("docker");
        assertThat(sighting.executionTypes()).containsExactly(ExecutionType.CONTAINER);
        assertThat(sighting.dialect()).isEqualTo(Sighting.Dialect.KEYED);
        assertThat(sighting.credible()).as("it came from elsewhere").isFalse();
    }

    @Test
    void aPortThatIsNotSharedIsToldInWords() throws Exception {
        try (DatagramSocket greedy = new DatagramSocket(null)) {
            greedy.setReuseAddress(false);
            greedy.bind(new InetSocketAddress(port));
            assertThatThrownBy(() -> start(NodeAt.loopback(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("UDP port " + port)
                    .hasMessageContaining("ss -ulpn");
        }
    }

    @Test
    void namedInterfacesAreUsedInsteadOfTheSuitableOnes() throws Exception {
        MdnsDiscovery first = start(NodeAt.loopback(1));
        start(new NodeAt(2, "192.0.2.7"), new Settings(" lo , nowhere0", 60));
        await(() -> first.sightings().size() == 1);
        assertThat(addresses(first)).contains("127.0.0.1").doesNotContain("192.0.2.7");
    }

    @Test
    void anIntervalOutOfRangeIsRefused() {
        assertThatThrownBy(() -> start(NodeAt.loopback(1), new Settings("", 61)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advertise.interval.seconds");
    }

    private MdnsDiscovery start(NodeAt node) throws IOException {
        return start(node, new Settings("", 60));
    }

    private MdnsDiscovery start(NodeAt node, Settings settings) throws IOException {
        MdnsDiscovery discovery = new MdnsDiscovery(settings, port, node, threads, System::nanoTime);
        started.add(discovery);
        return discovery;
    }

    /** A socket as a Go node has it. */
    private DatagramChannel member(String address) throws IOException {
        DatagramChannel channel = Family.IPV4.open(new InetSocketAddress(address, 0));
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("lo"));
        channel.configureBlocking(true);
        return channel;
    }

    private InetSocketAddress group() {
        return new InetSocketAddress(Family.IPV4.group(), port);
    }

    private static Message receive(DatagramChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(9_000);
        channel.socket().setSoTimeout((int) LIMIT.toMillis());
        channel.receive(buffer);
        return ((Decoded.Understood) MessageReader.read(buffer.flip())).message();
    }

    private static Sighting only(MdnsDiscovery discovery) {
        return discovery.sightings().iterator().next();
    }

    private static List<String> addresses(MdnsDiscovery discovery) {
        return discovery.sightings().stream()
                .flatMap(sighting -> sighting.addresses().stream())
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        await(LIMIT, condition);
    }

    private static void await(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}

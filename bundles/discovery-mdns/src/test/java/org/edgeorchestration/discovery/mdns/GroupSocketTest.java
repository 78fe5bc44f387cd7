// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupSocketTest {

    /** As Java fails when the kernel does not find a membership that it is to end. */
    private static final class Stuck extends MembershipKey {
        private final MembershipKey key;

        Stuck(MembershipKey key) {
            this.key = key;
        }

        @Override
        public void drop() {
            throw new AssertionError(new BindException("Cannot assign requested address"));
        }

        @Override
        public boolean isValid() {
            return key.isValid();
        }

        @Override
        public MembershipKey block(InetAddress source) throws IOException {
            return key.block(source);
        }

        @Override
        public MembershipKey unblock(InetAddress source) {
            return key.unblock(source);
        }

        @Override
        public DatagramChannel channel() {
            return (DatagramChannel) key.channel();
        }

        @Override
        public InetAddress group() {
            return key.group();
        }

        @Override
        public NetworkInterface networkInterface() {
            return key.networkInterface();
        }

        @Override
        public @Nullable InetAddress sourceAddress() {
            return key.sourceAddress();
        }
    }

    private final List<DatagramChannel> joined = new ArrayList<>();
    private UnaryOperator<MembershipKey> outcome = UnaryOperator.identity();
    private int refusals;
    private NetworkInterface loopback;
    private Receiver receiver;
    private GroupSocket socket;
    private int port;

    @BeforeEach
    void open() throws IOException {
        port = FreePort.find();
        loopback = NetworkInterface.getByName("lo");
        receiver = new Receiver(new Failures());
        socket = new GroupSocket(Family.IPV4, port, receiver, this::join);
    }

    private MembershipKey join(DatagramChannel channel, NetworkInterface card) throws IOException {
        joined.add(channel);
        if (refusals-- > 0) {
            throw new IOException("No such device");
        }
        return outcome.apply(channel.join(Family.IPV4.group(), card));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        receiver.close();
    }

    @Test
    void hearsTheGroupWhereItIsAMember() throws IOException {
        socket.join(List.of(loopback));
        assertThat(heard()).isTrue();
    }

    @Test
    void sendsToTheGroupWhereItIsAMember() throws IOException {
        socket.join(List.of(loopback));
        List<InetSocketAddress> sources = new ArrayList<>();
        socket.send(card -> card.equals(loopback) ? new byte[12] : new byte[0]);
        receiver.receive(10_000, (from, packet) -> {
            assertThat(packet.remaining()).isEqualTo(12);
            sources.add(from);
        });
        assertThat(sources).hasSize(1).allMatch(from -> from.getPort() == port);
    }

    @Test
    void sendsToTheGroupNowhereElse() throws IOException {
        socket.join(List.of(loopback));
        socket.join(List.of());
        socket.send(card -> {
            throw new AssertionError("it is no member anywhere");
        });
    }

    @Test
    void triesAgainWhereItCouldNotBecomeAMember() throws IOException {
        refusals = 2;
        socket.join(List.of(loopback));
        assertThat(socket.mend()).isFalse();
        assertThat(socket.mend()).isTrue();
        assertThat(heard()).isTrue();
        assertThat(socket.mend()).isFalse();
        assertThat(joined).hasSize(3);
    }

    @Test
    void doesNotTryAgainWhereItNeedNotBeAMemberAnyMore() {
        refusals = 1;
        socket.join(List.of(loopback));
        socket.join(List.of());
        assertThat(socket.mend()).isFalse();
        assertThat(joined).hasSize(1);
    }

    @Test
    void joinsOnTheSameSocketAsLongAsItCanLeave() {
        socket.join(List.of(loopback));
        socket.join(List.of(loopback));
        assertThat(joined.get(1)).isSameAs(joined.get(0));
    }

    @Test
    void joinsOnAnotherSocketOfThatPortWhenItCannotLeave() throws IOException {
        outcome = Stuck::new;
        socket.join(List.of(loopback));
        outcome = UnaryOperator.identity();
        socket.join(List.of(loopback));
        assertThat(joined.get(1)).isNotSameAs(joined.get(0));
        assertThat(joined.get(0).isOpen()).isFalse();
        assertThat(heard()).isTrue();
    }

    /** Whether a packet to the group is heard, once. */
    private boolean heard() throws IOException {
        List<InetSocketAddress> sources = new ArrayList<>();
        try (DatagramChannel sender = Family.IPV4.open(new InetSocketAddress(NodeAt.address("127.0.0.5"), 0))) {
            sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
            sender.send(ByteBuffer.allocate(12), new InetSocketAddress(Family.IPV4.group(), port));
            receiver.receive(10_000, (from, packet) -> sources.add(from));
            return sources.equals(List.of(sender.getLocalAddress()));
        }
    }
}

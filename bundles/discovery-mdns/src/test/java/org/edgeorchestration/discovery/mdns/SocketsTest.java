// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real sockets, on two halves of the loopback network that are taken for networks of two interfaces. */
@Timeout(60)
class SocketsTest {
    private static final InetAddress NEAR = NodeAt.address("127.0.0.2");
    private static final InetAddress FAR = NodeAt.address("127.1.0.2");
    /** Says which link it was made for. */
    private static final Packet NAMES_ITS_LINK =
            link -> new byte[] {(byte) (link.holds(NEAR) ? 1 : 0), (byte) (link.holds(FAR) ? 1 : 0)};

    private static final List<Byte> FOR_NEAR = List.of((byte) 1, (byte) 0);
    private static final List<Byte> FOR_FAR = List.of((byte) 0, (byte) 1);

    private Sockets sockets;
    private DatagramChannel listener;

    @BeforeEach
    void open() throws IOException {
        int port = FreePort.find();
        listener = Family.IPV4.open(new InetSocketAddress(NodeAt.address("127.0.0.9"), port));
        listener.configureBlocking(true);
        sockets = new Sockets(port);
        NetworkInterface loopback = NetworkInterface.getByName("lo");
        sockets.attach(List.of(
                new Attachment(101, loopback, new Prefix(FAR, 16)),
                new Attachment(102, loopback, new Prefix(NEAR, 16))));
    }

    @AfterEach
    void close() throws IOException {
        sockets.close();
        listener.close();
    }

    @Test
    void sendToEverybodyFromEachAddressWhatIsMadeForItsLink() throws IOException {
        sockets.fromEachAddress(NAMES_ITS_LINK);
        Map<InetAddress, List<Byte>> heard = new HashMap<>();
        while (heard.size() < 2) {
            sockets.receive(10_000, (from, packet) -> heard.put(from.getAddress(), bytes(packet)));
        }
        assertThat(heard).containsEntry(NEAR, FOR_NEAR).containsEntry(FAR, FOR_FAR);
    }

    @Test
    void sendToOneHostFromAllAddressesWhatIsMadeForTheLinkThatLeadsThere() throws IOException {
        sockets.fromEachAddress(NAMES_ITS_LINK, NodeAt.address("127.0.0.9"));
        assertThat(next()).isEqualTo(FOR_NEAR);
        assertThat(next()).isEqualTo(FOR_NEAR);
    }

    @Test
    void replyWithWhatIsMadeForTheLinkThatLeadsThere() throws IOException {
        sockets.to((InetSocketAddress) listener.getLocalAddress(), NAMES_ITS_LINK);
        assertThat(next()).isEqualTo(FOR_NEAR);
    }

    private List<Byte> next() throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(16);
        listener.receive(packet);
        return bytes(packet.flip());
    }

    private static List<Byte> bytes(ByteBuffer packet) {
        return List.of(packet.get(), packet.get());
    }
}

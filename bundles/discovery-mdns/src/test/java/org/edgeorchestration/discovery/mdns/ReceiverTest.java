// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.edgeorchestration.discovery.mdns.codec.Decoded;
import org.edgeorchestration.discovery.mdns.codec.MessageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiverTest {
    private static final long LIMIT_MS = 600_000;

    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private Receiver receiver;
    private DatagramChannel sender;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver(new Failures());
        sender = socket();
    }

    @AfterEach
    void close() throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
        receiver.close();
    }

    @Test
    void takesWhatComesToEachSocketAndSaysWhereFrom() throws IOException {
        send("one", added());
        send("two", added());
        InetSocketAddress source = (InetSocketAddress) sender.getLocalAddress();
        while (heard.size() < 2) {
            receiver.receive(LIMIT_MS, (from, packet) -> {
                assertThat(from).isEqualTo(source);
                hear(from, packet);
            });
        }
        assertThat(heard).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void letsNoSocketKeepTheOthersFromTheirTurn() throws IOException {
        DatagramChannel busy = added();
        DatagramChannel quiet = added();
        for (int i = 0; i < 100; i++) {
            send("busy", busy);
        }
        send("quiet", quiet);
        receiver.receive(LIMIT_MS, this::hear);
        assertThat(heard).contains("quiet").hasSizeLessThan(101);
        while (heard.size() < 101) {
            receiver.receive(LIMIT_MS, this::hear);
        }
    }

    @Test
    void doesNotTakeTheBeginningOfALongPacketForAPacket() throws IOException {
        DatagramChannel socket = added();
        sender.send(ByteBuffer.allocate(MessageReader.LARGEST + 100), socket.getLocalAddress());
        List<Decoded> decoded = new ArrayList<>();
        receiver.receive(LIMIT_MS, (from, packet) -> decoded.add(MessageReader.read(packet)));
        assertThat(decoded).containsExactly(new Decoded.Garbage("it is longer than 9000 bytes"));
    }

    @Test
    void returnsAtOnceWhenItIsWoken() throws IOException {
        added();
        receiver.wake();
        receiver.receive(LIMIT_MS, this::hear);
        assertThat(heard).isEmpty();
    }

    @Test
    void takesNoMoreFromASocketThatIsClosed() throws IOException {
        DatagramChannel closed = added();
        send("lost", closed);
        closed.close();
        send("kept", added());
        receiver.receive(LIMIT_MS, this::hear);
        assertThat(heard).containsExactly("kept");
    }

    private void hear(InetSocketAddress from, ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        heard.add(new String(bytes, StandardCharsets.US_ASCII));
    }

    private void send(String text, DatagramChannel to) throws IOException {
        sender.send(StandardCharsets.US_ASCII.encode(text), to.getLocalAddress());
    }

    private DatagramChannel added() throws IOException {
        DatagramChannel socket = socket();
        receiver.add(socket);
        return socket;
    }

    private DatagramChannel socket() throws IOException {
        DatagramChannel socket = Family.IPV4.open(new InetSocketAddress(NodeAt.address("127.0.0.1"), 0));
        channels.add(socket);
        return socket;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketsTest {
    private final List<Attachment> tried = new ArrayList<>();
    private int port;
    private int refusals;

    @BeforeEach
    void findAFreePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @Test
    void anAddressThatCannotBeUsedYetIsUsedAsSoonAsItCan() throws IOException {
        Attachment attachment = new Attachment(NetworkInterface.getByName("lo"), NodeAt.address("127.0.0.2"));
        refusals = 2;
        try (Sockets sockets = new Sockets(port, this::open)) {
            sockets.attach(List.of(attachment));
            assertThat(sockets.mend()).isFalse();
            assertThat(sockets.mend()).isTrue();
            sockets.fromEachAddress(anywhere -> new byte[12]);
            assertThat(heard(sockets)).hasSize(1).allMatch(from -> from.getAddress()
                    .equals(attachment.address()));
            assertThat(sockets.mend()).isFalse();
        }
        assertThat(tried).hasSize(3);
    }

    @Test
    void whatIsNotThereAnyMoreIsNotTriedAgain() throws IOException {
        Attachment attachment = new Attachment(NetworkInterface.getByName("lo"), NodeAt.address("127.0.0.2"));
        refusals = 1;
        try (Sockets sockets = new Sockets(port, this::open)) {
            sockets.attach(List.of(attachment));
            sockets.attach(List.of());
            assertThat(sockets.mend()).isFalse();
        }
        assertThat(tried).hasSize(1);
    }

    private AddressSocket open(Attachment attachment, int groupPort) throws IOException {
        tried.add(attachment);
        if (refusals-- > 0) {
            throw new BindException("Cannot assign requested address");
        }
        return new AddressSocket(attachment, groupPort);
    }

    /** Where what comes back over the loopback interface is from. */
    private static List<InetSocketAddress> heard(Sockets sockets) throws IOException {
        List<InetSocketAddress> sources = new ArrayList<>();
        sockets.receive(10_000, (from, packet) -> sources.add(from));
        return sources;
    }
}

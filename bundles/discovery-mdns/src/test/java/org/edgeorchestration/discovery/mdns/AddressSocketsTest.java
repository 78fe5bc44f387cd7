// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AddressSocketsTest {
    private final List<Attachment> tried = new ArrayList<>();
    private final Failures failures = new Failures();
    private int refusals;
    private Attachment attachment;
    private Receiver receiver;
    private GroupSocket group;
    private AddressSockets sockets;

    @BeforeEach
    void open() throws IOException {
        NetworkInterface loopback = NetworkInterface.getByName("lo");
        attachment = new Attachment(loopback, NodeAt.address("127.0.0.2"));
        receiver = new Receiver(failures);
        int port = FreePort.find();
        group = new GroupSocket(Family.IPV4, port, receiver);
        group.join(List.of(loopback));
        sockets = new AddressSockets(this::open, port, receiver, failures);
    }

    @AfterEach
    void close() throws IOException {
        sockets.close();
        group.close();
        receiver.close();
    }

    @Test
    void useAnAddressThatCannotBeUsedYetAsSoonAsItCan() throws IOException {
        refusals = 2;
        sockets.attach(List.of(attachment));
        assertThat(sockets.mend()).isFalse();
        assertThat(sockets.mend()).isTrue();
        sockets.send(anywhere -> new byte[12]);
        assertThat(heard()).hasSize(1).allMatch(from -> from.getAddress().equals(attachment.address()));
        assertThat(sockets.mend()).isFalse();
        assertThat(tried).hasSize(3);
    }

    @Test
    void doNotTryAgainWhatIsNotThereAnyMore() {
        refusals = 1;
        sockets.attach(List.of(attachment));
        sockets.attach(List.of());
        assertThat(sockets.mend()).isFalse();
        assertThat(tried).hasSize(1);
    }

    @Test
    void sendFromNoAddressThatTheyWereAtBefore() throws IOException {
        Attachment next = new Attachment(attachment.card(), NodeAt.address("127.0.0.3"));
        sockets.attach(List.of(attachment));
        sockets.attach(List.of(next));
        sockets.send(anywhere -> new byte[12]);
        assertThat(heard()).hasSize(1).allMatch(from -> from.getAddress().equals(next.address()));
    }

    private AddressSocket open(Attachment place, int groupPort) throws IOException {
        tried.add(place);
        if (refusals-- > 0) {
            throw new BindException("Cannot assign requested address");
        }
        return new AddressSocket(place, groupPort);
    }

    /** Where what comes back over the loopback interface is from. */
    private List<InetSocketAddress> heard() throws IOException {
        List<InetSocketAddress> sources = new ArrayList<>();
        receiver.receive(10_000, (from, packet) -> sources.add(from));
        return sources;
    }
}

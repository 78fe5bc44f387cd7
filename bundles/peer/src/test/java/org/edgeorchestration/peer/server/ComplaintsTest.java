// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.node.ManualTime;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final ManualTime time = new ManualTime();
    private final Complaints complaints = new Complaints(time);
    private final AtomicInteger lines = new AtomicInteger();

    @Test
    void areMadeOnceOfEachCallerAndCause() throws Exception {
        complain(1, "plain");
        complain(1, "plain");
        complain(1, "sealed");
        complain(2, "plain");
        assertThat(lines).hasValue(3);
    }

    @Test
    void areFewHoweverManyCallersThereAre() throws Exception {
        for (int caller = 0; caller < 100_000; caller++) {
            complain(caller, "plain");
        }
        assertThat(lines).hasValueLessThan(50);
        time.advance(Duration.ofMinutes(1));
        complain(100_000, "plain");
        assertThat(lines).hasValueGreaterThan(20);
    }

    private void complain(int caller, String cause) throws UnknownHostException {
        byte[] address = ByteBuffer.allocate(4).putInt(caller).array();
        complaints.once(InetAddress.getByAddress(address), cause, lines::incrementAndGet);
    }
}

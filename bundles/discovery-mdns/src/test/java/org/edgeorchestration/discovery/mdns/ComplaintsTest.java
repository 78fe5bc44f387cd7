// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private static final InetAddress SOMEBODY = NodeAt.address("192.0.2.1");

    private final Complaints complaints = new Complaints(0);

    @Test
    void saysOneThingOfOneSourceOnceAnHour() {
        assertThat(complaints.complain(SOMEBODY, "this", 1)).isTrue();
        assertThat(complaints.complain(SOMEBODY, "this", 2)).isFalse();
        assertThat(complaints.complain(SOMEBODY, "that", 3)).isTrue();
        assertThat(complaints.complain(NodeAt.address("192.0.2.2"), "this", 4)).isTrue();
        assertThat(complaints.complain(SOMEBODY, "this", Duration.ofMinutes(61).toNanos()))
                .isTrue();
    }

    @Test
    void fillsNoLogHoweverManySourcesAreMadeUp() {
        long said = IntStream.range(0, 10_000)
                .filter(i -> complaints.complain(NodeAt.address("10.0." + i / 250 + "." + i % 250), "this", 1))
                .count();
        assertThat(said).isEqualTo(Complaints.MOST);
    }
}

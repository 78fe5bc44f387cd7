// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.node.NetworkCard.Role;
import org.junit.jupiter.api.Test;

class AddressCacheTest {
    private final ManualTime time = new ManualTime();
    private final AtomicInteger looks = new AtomicInteger();

    private static List<NetworkCard> host(int last) {
        try {
            InetAddress address = Addresses.parse("10.0.0." + last);
            return List.of(new NetworkCard("eth0", 2, Role.LAN, true, List.of(address)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void looksAtMostTwiceASecond() {
        AddressCache cache = new AddressCache(() -> host(looks.incrementAndGet()), time);
        assertThat(cache.now().reachable()).hasToString("[/10.0.0.1]");
        time.advance(Duration.ofMillis(499));
        assertThat(cache.now().reachable()).hasToString("[/10.0.0.1]");
        time.advance(Duration.ofMillis(1));
        assertThat(cache.now().reachable()).hasToString("[/10.0.0.2]");
        assertThat(looks).hasValue(2);
    }

    @Test
    void keepsWhatItKnowsWhileTheSystemDoesNotTell() {
        AddressCache cache = new AddressCache(
                () -> {
                    if (looks.incrementAndGet() > 1) {
                        throw new SocketException("no");
                    }
                    return host(1);
                },
                time);
        cache.now();
        time.advance(Duration.ofSeconds(2));
        assertThat(cache.now().reachable()).hasToString("[/10.0.0.1]");
        assertThat(looks).hasValue(2);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Failures failures = new Failures();

    @Test
    void areToldOnceForEachCauseUntilTheAddressesChange() {
        assertThat(failures.tell("send", new IOException("no route"))).isTrue();
        assertThat(failures.tell("send", new IOException("no route"))).isFalse();
        assertThat(failures.tell("send", new IOException("no buffer"))).isTrue();
        assertThat(failures.tell("receive", new IOException("no route"))).isTrue();
        failures.forget();
        assertThat(failures.tell("send", new IOException("no route"))).isTrue();
    }

    @Test
    void fillNoLogHoweverManyCausesThereAre() {
        long told = IntStream.range(0, 1_000)
                .filter(i -> failures.tell("send", new IOException("cause " + i)))
                .count();
        assertThat(told).isEqualTo(Failures.MOST);
    }
}

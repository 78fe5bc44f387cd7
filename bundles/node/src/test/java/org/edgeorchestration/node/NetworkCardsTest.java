// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.edgeorchestration.node.NetworkCard.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCardsTest {
    @Test
    void seesLoopbackAsInternal(@TempDir Path directory) throws IOException {
        Machine machine = new Machine(directory);
        assertThat(new NetworkCards(machine.environment()).all())
                .filteredOn(card -> card.name().equals("lo"))
                .hasSize(1)
                .allMatch(card -> card.role() == Role.INTERNAL && !card.defaultRoute());
    }

    @Test
    void readsTheDefaultRoute(@TempDir Path directory) throws IOException {
        Machine machine = new Machine(directory);
        machine.write(
                "proc/net/route",
                """
                Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT
                eth7\t0002000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                lo\t00000000\t0202000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
                """);
        assertThat(new NetworkCards(machine.environment()).all())
                .filteredOn(NetworkCard::defaultRoute)
                .extracting(NetworkCard::name)
                .containsExactly("lo");
    }
}

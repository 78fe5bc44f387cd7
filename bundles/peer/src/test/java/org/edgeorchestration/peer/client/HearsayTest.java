// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.edgeorchestration.api.node.NodeId;
import org.junit.jupiter.api.Test;

class HearsayTest {
    private final Hearsay hearsay = new Hearsay();

    @Test
    void whoeverIsNamedOftenIsLookedAtOnce() {
        NodeId one = Neighbourhood.id(1);
        NodeId other = Neighbourhood.id(2);

        hearsay.add(List.of(one));
        hearsay.add(List.of(one, other));

        assertThat(hearsay.take()).containsExactlyInAnyOrder(one, other);
        assertThat(hearsay.take()).isEmpty();
    }

    @Test
    void onlySoManyAreKept() {
        for (int number = 0; number < 2 * Hearsay.MOST; number += 16) {
            hearsay.add(IntStream.range(number, number + 16)
                    .mapToObj(Neighbourhood::id)
                    .toList());
        }

        assertThat(hearsay.take()).hasSize(Hearsay.MOST);
        hearsay.add(List.of(Neighbourhood.id(1)));
        assertThat(hearsay.take()).hasSize(1);
    }
}

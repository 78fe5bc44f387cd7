// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallersTest {
    private final Callers callers = new Callers();

    private static Callers.Caller caller(int number) {
        return new Callers.Caller(Neighbourhood.id(number), Neighbourhood.address(1));
    }

    @Test
    void whoCallsOftenWaitsOnceAndOnlyTheFirstAsksForALook() {
        assertThat(callers.add(caller(1))).isTrue();
        assertThat(callers.add(caller(1))).isFalse();
        assertThat(callers.add(caller(2))).isFalse();

        assertThat(callers.take()).containsExactly(caller(1), caller(2));
        assertThat(callers.take()).isEmpty();
        assertThat(callers.add(caller(1))).isTrue();
    }

    @Test
    void aNodeThatCallsFromTwoAddressesWaitsAtBoth() {
        Callers.Caller moved = new Callers.Caller(Neighbourhood.id(1), Neighbourhood.address(2));

        callers.add(caller(1));
        callers.add(moved);

        assertThat(callers.take()).containsExactly(caller(1), moved);
    }

    @Test
    void onlySoManyWait() {
        for (int number = 0; number < 2 * Callers.MOST; number++) {
            callers.add(caller(number));
        }

        assertThat(callers.take()).hasSize(Callers.MOST);
    }
}

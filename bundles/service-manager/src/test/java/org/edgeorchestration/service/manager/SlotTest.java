// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotTest {
    private final Slot<Object> slot = new Slot<>();

    @Test
    void isEmptyUntilSomebodyComesAndAfterItLeft() {
        Object service = new Object();
        assertThat(slot.get()).isEmpty();
        slot.set(service);
        assertThat(slot.get()).containsSame(service);
        slot.clear(service);
        assertThat(slot.get()).isEmpty();
    }

    @Test
    void aReplacementThatCameBeforeTheOtherLeftStays() {
        Object old = new Object();
        Object replacement = new Object();
        slot.set(old);
        slot.set(replacement);
        slot.clear(old);
        assertThat(slot.get()).containsSame(replacement);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Property
    void takesEachNumberOnceAndNoneFarBehind(@ForAll List<@LongRange(min = 1, max = 5_000) Long> numbers) {
        Window window = new Window();
        Set<Long> used = new HashSet<>();
        long highest = 0;
        for (long number : numbers) {
            boolean expected = number > highest - Window.SIZE && !used.contains(number);
            assertThat(window.first(number)).isEqualTo(expected);
            used.add(number);
            highest = Math.max(highest, number);
        }
    }

    @Test
    void takesNumbersThatOvertakeEachOther() {
        Window window = new Window();
        assertThat(window.first(Window.SIZE)).isTrue();
        assertThat(window.first(1)).isTrue();
        assertThat(window.first(1)).isFalse();
        assertThat(window.first(999_999_999_999_999_999L)).isTrue();
        assertThat(window.first(999_999_999_999_999_999L - Window.SIZE)).isFalse();
        assertThat(window.first(999_999_999_999_999_998L)).isTrue();
    }

    @Test
    void aNewLifeBeginsWhenTooManyOthersAreKnown() {
        Lives lives = new Lives();
        Epoch first = lives.epoch();
        NodeId caller = new NodeId("n");
        EdgePeer old = new EdgePeer(caller, Epoch.random(), first, 1);
        assertThat(lives.takes(old)).isTrue();
        for (int i = 1; i < Lives.MOST; i++) {
            assertThat(lives.takes(new EdgePeer(caller, Epoch.random(), first, 1)))
                    .isTrue();
        }
        assertThat(lives.takes(new EdgePeer(caller, old.senderEpoch(), first, 2)))
                .isTrue();
        assertThat(lives.takes(new EdgePeer(caller, Epoch.random(), first, 1))).isFalse();
        assertThat(lives.epoch()).isNotEqualTo(first);
        assertThat(lives.takes(old)).isFalse();
        assertThat(lives.takes(new EdgePeer(caller, old.senderEpoch(), lives.epoch(), 1)))
                .isTrue();
    }
}

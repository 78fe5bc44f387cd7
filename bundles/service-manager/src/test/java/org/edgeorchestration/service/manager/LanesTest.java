// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.edgeorchestration.api.execution.ExecutionId;

class LanesTest {
    private static Letters letters(String id, String receiver) {
        return new Letters(new ExecutionId(id), URI.create(receiver));
    }

    private static String next(Lanes lanes) {
        return lanes.next().map(letters -> letters.id().value()).orElse("-");
    }

    @Example
    void aReceiverHasRoomForAFewAtATime() {
        Lanes lanes = new Lanes(2, 10);
        Letters first = letters("a", "http://one/x");
        lanes.ready(first);
        lanes.ready(letters("b", "http://ONE/y"));
        lanes.ready(letters("c", "http://one/z"));
        assertThat(next(lanes)).isEqualTo("a");
        assertThat(next(lanes)).isEqualTo("b");
        assertThat(next(lanes)).isEqualTo("-");
        lanes.done(first);
        assertThat(next(lanes)).isEqualTo("c");
    }

    @Example
    void receiversWithoutAHostHaveLanesOfTheirOwnToo() {
        Lanes lanes = new Lanes(1, 10);
        lanes.ready(letters("a", "edge-peer:one"));
        lanes.ready(letters("b", "edge-peer:two"));
        assertThat(next(lanes)).isEqualTo("a");
        assertThat(next(lanes)).isEqualTo("b");
    }

    @Example
    void aFullLaneHoldsUpNobodyElse() {
        Lanes lanes = new Lanes(1, 10);
        lanes.ready(letters("a", "http://hangs/"));
        lanes.ready(letters("b", "http://hangs/"));
        lanes.ready(letters("c", "http://lives/"));
        assertThat(next(lanes)).isEqualTo("a");
        assertThat(next(lanes)).isEqualTo("c");
        assertThat(next(lanes)).isEqualTo("-");
    }

    @Example
    void lanesTakeTurns() {
        Lanes lanes = new Lanes(10, 10);
        lanes.ready(letters("a1", "http://a/"));
        lanes.ready(letters("a2", "http://a/"));
        lanes.ready(letters("b1", "http://b/"));
        assertThat(List.of(next(lanes), next(lanes), next(lanes))).containsExactly("a1", "b1", "a2");
    }

    @Example
    void aReceiverWithoutAHostHasALaneToo() {
        Lanes lanes = new Lanes(1, 1);
        lanes.ready(letters("a", "mailto:somebody"));
        assertThat(next(lanes)).isEqualTo("a");
    }

    @Property
    void boundsWhatIsUnderWayAndLosesNothing(
            @ForAll @Size(max = 60) List<@IntRange(min = -1, max = 4) Integer> events) {
        Lanes lanes = new Lanes(2, 5);
        Deque<Letters> underWay = new ArrayDeque<>();
        Map<URI, Integer> perLane = new HashMap<>();
        int given = 0;
        int taken = 0;
        for (int event : events) {
            if (event >= 0) {
                lanes.ready(letters("e" + given++, "http://host-" + event + "/"));
            } else if (!underWay.isEmpty()) {
                Letters done = underWay.remove();
                perLane.merge(done.receiver(), -1, Integer::sum);
                lanes.done(done);
            }
            for (Optional<Letters> next = lanes.next(); next.isPresent(); next = lanes.next()) {
                taken++;
                underWay.add(next.get());
                assertThat(perLane.merge(next.get().receiver(), 1, Integer::sum))
                        .isLessThanOrEqualTo(2);
                assertThat(underWay.size()).isLessThanOrEqualTo(5);
            }
        }
        while (!underWay.isEmpty()) {
            lanes.done(underWay.remove());
            for (Optional<Letters> next = lanes.next(); next.isPresent(); next = lanes.next()) {
                taken++;
                underWay.add(next.get());
            }
        }
        assertThat(taken).isEqualTo(given);
    }
}

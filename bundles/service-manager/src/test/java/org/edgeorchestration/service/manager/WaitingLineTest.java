// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ManualTime;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final List<String> failed = new ArrayList<>();
    private final WaitingLine line = new WaitingLine(
            new Alarm(threads.scheduler("fleet")),
            threads.time(),
            (order, origin) -> Optional.of(Refusal.declined("no", "it cannot be run here")),
            (waiting, why) -> {
                failed.add(waiting.order().id().value());
                if (failed.size() == 1) {
                    throw new IllegalStateException("a bug");
                }
            });

    @Test
    void oneThatBreaksDoesNotKeepTheOthersWaiting() {
        line.add(Samples.order("a"), Station.go());
        line.add(Samples.order("b"), Station.go());
        threads.pass(WaitingLine.AGAIN_AFTER.multipliedBy(2));
        assertThat(failed).containsExactly("a", "b");
        assertThat(line.size()).isZero();
    }
}

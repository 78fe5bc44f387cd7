// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whileOneHangsOthersMayJoinTheLine() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        try (RealThreads real = new RealThreads()) {
            WaitingLine slow = new WaitingLine(
                    new Alarm(real.scheduler("hosting")),
                    threads.time(),
                    (order, origin) -> {
                        tried.countDown();
                        gate.join();
                        return Optional.empty();
                    },
                    (waiting, why) -> failed.add(why));
            slow.add(Samples.order("a"), Station.go());
            tried.await();
            assertThat(slow.add(Samples.order("b"), Station.go())).isTrue();
            assertThat(slow.size()).isEqualTo(2);
            gate.complete(null);
            Await.until("both were begun", () -> slow.size() == 0);
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void oneThatBreaksDoesNotKeepTheOthersWaiting() {
        line.add(Samples.order("a"), Station.go());
        line.add(Samples.order("b"), Station.go());
        threads.pass(WaitingLine.AGAIN_AFTER.multipliedBy(2));
        assertThat(failed).containsExactly("a", "b");
        assertThat(line.size()).isZero();
    }
}

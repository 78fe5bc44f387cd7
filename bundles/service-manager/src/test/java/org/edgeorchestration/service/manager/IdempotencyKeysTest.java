// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.service.Outcome;
import org.edgeorchestration.api.service.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IdempotencyKeysTest {
    private static final ServiceRequest REQUEST = Requests.hello();

    private final ManualTime time = new ManualTime();
    private final IdempotencyKeys keys = new IdempotencyKeys(3, Duration.ofHours(24), time);
    private final AtomicInteger placed = new AtomicInteger();

    private Outcome once(String key, ServiceRequest request) {
        return keys.once(key, request, this::place).toCompletableFuture().join();
    }

    private CompletionStage<Outcome> place() {
        return CompletableFuture.completedStage(new Outcome.Placed(
                new ExecutionId("e" + placed.incrementAndGet()),
                InetAddress.getLoopbackAddress(),
                ExecutionType.CONTAINER));
    }

    @Test
    void theSameKeyGivesTheSameExecution() {
        Outcome first = once("k", REQUEST);
        assertThat(once("k", REQUEST)).isEqualTo(first);
        assertThat(once("other", REQUEST)).isNotEqualTo(first);
        assertThat(placed).hasValue(2);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        once("k", REQUEST);
        assertThat(once("k", Requests.of("other", Requests.HELLO)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.MALFORMED);
                    assertThat(refused.refusal().reason()).contains("new key");
                });
        assertThat(placed).hasValue(1);
    }

    @Test
    void aRefusedRequestDoesNotBurnItsKey() {
        Outcome busy = new Outcome.Refused(Refusal.busy("later"));
        assertThat(keys.once("k", REQUEST, () -> CompletableFuture.completedStage(busy)))
                .isCompletedWithValue(busy);
        assertThat(once("k", Requests.of("other", Requests.HELLO))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aRepetitionWaitsForTheFirstAnswer() {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        CompletionStage<Outcome> first = keys.once("k", REQUEST, () -> answer);
        CompletionStage<Outcome> second = keys.once("k", REQUEST, this::place);
        assertThat(second.toCompletableFuture()).isNotDone();
        Outcome outcome = place().toCompletableFuture().join();
        answer.complete(outcome);
        assertThat(first).isCompletedWithValue(outcome);
        assertThat(second).isCompletedWithValue(outcome);
    }

    @Test
    void aCallerCannotSpoilTheAnswerOfOthers() {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        keys.once("k", REQUEST, () -> answer).toCompletableFuture().cancel(true);
        CompletionStage<Outcome> second = keys.once("k", REQUEST, this::place);
        Outcome outcome = place().toCompletableFuture().join();
        answer.complete(outcome);
        assertThat(second).isCompletedWithValue(outcome);
    }

    @Test
    void forgetsTheOldestBeyondTheLimit() {
        Outcome first = once("a", REQUEST);
        once("b", REQUEST);
        once("c", REQUEST);
        assertThat(once("a", REQUEST)).isEqualTo(first);
        once("d", REQUEST);
        assertThat(keys.size()).isEqualTo(3);
        assertThat(once("a", REQUEST)).isNotEqualTo(first);
    }

    @Test
    void forgetsAfterItsLifetime() {
        Outcome first = once("a", REQUEST);
        time.advance(Duration.ofHours(24).minusNanos(1));
        assertThat(once("a", REQUEST)).isEqualTo(first);
        time.advance(Duration.ofNanos(1));
        assertThat(once("a", REQUEST)).isNotEqualTo(first);
        assertThat(keys.size()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatIsTooLongOrEmpty() {
        assertThat(once("k".repeat(256), REQUEST)).isInstanceOf(Outcome.Refused.class);
        assertThat(once("", REQUEST)).isInstanceOf(Outcome.Refused.class);
        assertThat(once("k".repeat(255), REQUEST)).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    @Timeout(60)
    void fiftyAtOnceMakeOneExecution() throws Exception {
        try (RealThreads real = new RealThreads()) {
            ExecutorService pool = real.pool("callers", 50, 50);
            for (int round = 0; round < 200; round++) {
                String key = "round-" + round;
                int before = placed.get();
                CountDownLatch go = new CountDownLatch(1);
                List<Future<Outcome>> answers = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    answers.add(pool.submit(() -> {
                        go.await();
                        return once(key, REQUEST);
                    }));
                }
                go.countDown();
                Outcome first = answers.get(0).get();
                for (Future<Outcome> answer : answers) {
                    assertThat(answer.get()).isEqualTo(first);
                }
                assertThat(placed.get() - before).isEqualTo(1);
            }
        }
    }
}

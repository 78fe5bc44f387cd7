// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.ExecutionStatus.Accepted;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.api.service.StatusDelivery;
import org.junit.jupiter.api.Test;

class MemoryOutboxTest {
    private static final Patience QUICK =
            new Patience(3, Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofMinutes(10));

    /** Longer than all retries and hasty deadlines of a test together, and shorter than the quick patience with an attempt. */
    private static final Duration A_WHILE = Duration.ofSeconds(5);

    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final FakeDelivery delivery = new FakeDelivery();
    private final Slot<StatusDelivery> slot = new Slot<>();
    private final MemoryOutbox outbox = outbox(QUICK, 100);

    MemoryOutboxTest() {
        slot.set(delivery);
    }

    private MemoryOutbox outbox(Patience patience, int limit) {
        return new MemoryOutbox(
                threads.scheduler("callbacks"), receiver -> slot.get(), threads.time(), patience, limit);
    }

    private static void send(Outbox outbox, String host, String id, ExecutionStatus... statuses) {
        int sequence = 0;
        for (ExecutionStatus status : statuses) {
            outbox.add(URI.create("http://" + host + "/notify"), Samples.status(id, ++sequence, status));
        }
    }

    private void wholeLife(String host, String id) {
        send(outbox, host, id, new Accepted(), new Started(), new Finished());
    }

    private void awaitEmpty(MemoryOutbox outbox) {
        threads.pass(A_WHILE);
        assertThat(outbox.held()).isZero();
    }

    @Test
    void deliversEveryStatusInOrder() {
        wholeLife("lives", "a");
        awaitEmpty(outbox);
        assertThat(delivery.words("a")).containsExactly("Accepted", "Started", "Finished");
    }

    @Test
    void triesAgainAndKeepsTheOrder() {
        wholeLife("flaky", "a");
        awaitEmpty(outbox);
        assertThat(delivery.words("a")).containsExactly("Accepted", "Started", "Finished");
        assertThat(delivery.attempts("flaky")).isEqualTo(6);
    }

    @Test
    void givesUpAfterItsAttemptsAndGoesOnWithTheNext() {
        wholeLife("fails", "a");
        wholeLife("throws", "b");
        awaitEmpty(outbox);
        assertThat(delivery.attempts("fails")).isEqualTo(9);
        assertThat(delivery.attempts("throws")).isEqualTo(9);
        assertThat(delivery.acknowledged()).isEmpty();
    }

    @Test
    void aReceiverThatHangsDelaysNobodyElse() {
        for (int i = 0; i < 20; i++) {
            wholeLife("hangs", "hanging-" + i);
        }
        wholeLife("lives", "a");
        threads.pass(A_WHILE);
        assertThat(delivery.words("a")).as("the other receiver has all").hasSize(3);
        assertThat(delivery.attempts("hangs")).isEqualTo(8);
        assertThat(outbox.held()).isEqualTo(60);
    }

    @Test
    void settlesWhatIsUnderWayAndWaitsForNoFurtherTry() throws Exception {
        try (RealThreads real = new RealThreads()) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            CompletableFuture<Void> asked = new CompletableFuture<>();
            MemoryOutbox outbox = new MemoryOutbox(
                    real.scheduler("callbacks"),
                    receiver -> Optional.of((to, status) -> {
                        asked.complete(null);
                        return to.getHost().equals("lives") ? answer : delivery.deliver(to, status);
                    }),
                    threads.time(),
                    new Patience(3, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
                    100);
            send(outbox, "fails", "a", new Finished());
            send(outbox, "lives", "b", new Finished());
            CompletableFuture<Void> settled = CompletableFuture.runAsync(() -> outbox.settle(Duration.ofMinutes(1)));
            asked.get(1, TimeUnit.MINUTES);
            assertThat(settled).isNotDone();

            answer.complete(null);

            settled.get(1, TimeUnit.MINUTES);
            assertThat(outbox.held()).as("what is tried again in an hour").isEqualTo(1);
        }
    }

    @Test
    void settlesNoLongerThanItMay() {
        try (RealThreads real = new RealThreads()) {
            MemoryOutbox outbox =
                    new MemoryOutbox(real.scheduler("callbacks"), receiver -> slot.get(), threads.time(), QUICK, 100);
            send(outbox, "hangs", "a", new Finished());

            outbox.settle(Duration.ofMillis(50));

            assertThat(outbox.held()).isEqualTo(1);
            outbox.close();
            outbox.settle(Duration.ofMinutes(1)); // returns, since there is nothing to wait for any more
        }
    }

    @Test
    void oneStatusOfAnExecutionIsUnderWayAtATime() {
        wholeLife("hangs", "a");
        wholeLife("lives", "b");
        threads.pass(A_WHILE);
        assertThat(delivery.words("b")).as("the other receiver has all").hasSize(3);
        assertThat(delivery.attempts("hangs")).isEqualTo(1);
    }

    @Test
    void anAttemptThatNobodyAnswersForEnds() {
        MemoryOutbox hasty =
                outbox(new Patience(2, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1)), 100);
        send(hasty, "hangs", "a", new Accepted(), new Finished());
        awaitEmpty(hasty);
        assertThat(delivery.attempts("hangs")).isEqualTo(4);
        hasty.close();
    }

    @Test
    void aLateAnswerToAnEndedAttemptChangesNothing() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        FakeDelivery rest = new FakeDelivery();
        StatusDelivery lateOnce =
                (receiver, status) -> status.sequence() == 1 && !late.isDone() ? late : rest.deliver(receiver, status);
        slot.set(lateOnce);
        MemoryOutbox hasty =
                outbox(new Patience(1, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1)), 100);
        send(hasty, "lives", "a", new Accepted(), new Started());
        awaitEmpty(hasty);
        late.complete(null);
        send(hasty, "lives", "b", new Accepted());
        awaitEmpty(hasty);
        assertThat(rest.words("a")).containsExactly("Started");
        assertThat(rest.words("b")).containsExactly("Accepted");
        hasty.close();
    }

    @Test
    void whatIsTooOldIsGivenUpUntried() {
        MemoryOutbox forgetful =
                outbox(new Patience(3, Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofNanos(-1)), 100);
        send(forgetful, "lives", "a", new Accepted(), new Finished());
        awaitEmpty(forgetful);
        assertThat(delivery.attempts("lives")).isZero();
        forgetful.close();
    }

    @Test
    void waitsForADeliveryThatIsNotThereYet() {
        slot.clear(delivery);
        MemoryOutbox patient =
                outbox(new Patience(1_000, Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofMinutes(1)), 100);
        send(patient, "lives", "a", new Accepted(), new Finished());
        threads.pass(A_WHILE);
        assertThat(delivery.words("a")).isEmpty();
        slot.set(delivery);
        awaitEmpty(patient);
        assertThat(delivery.words("a")).containsExactly("Accepted", "Finished");
        patient.close();
    }

    @Test
    void holdsNoMoreThanItsLimitAndKeepsRoomForTheEnd() {
        MemoryOutbox small = outbox(QUICK, 8);
        for (int i = 0; i < 20; i++) {
            send(small, "hangs", "e" + i, new Accepted());
        }
        threads.pass(A_WHILE);
        assertThat(small.held()).isEqualTo(6);
        for (int i = 0; i < 20; i++) {
            small.add(URI.create("http://hangs/"), Samples.status("f" + i, 2, new Finished()));
        }
        assertThat(small.held()).isEqualTo(8);
        small.close();
    }

    @Test
    void applicationsThatDoNotListenKeepNoNodeFromTheEndOfItsExecutions() {
        MemoryOutbox small = outbox(QUICK, 8);
        for (int i = 0; i < 20; i++) {
            small.add(URI.create("http://hangs/"), Samples.status("e" + i, 2, new Finished()));
        }
        for (int i = 0; i < 20; i++) {
            small.add(URI.create("edge-peer://lives/"), Samples.status("f" + i, 1, new Started()));
        }
        assertThat(small.held()).isEqualTo(8);
        small.add(URI.create("edge-peer://lives/"), Samples.status("f", 2, new Finished()));
        threads.pass(A_WHILE);
        assertThat(delivery.words("f")).containsExactly("Finished");
        for (int i = 0; i < 20; i++) {
            small.add(URI.create("edge-peer://hangs/"), Samples.status("g" + i, 2, new Finished()));
        }
        assertThat(small.held()).isLessThanOrEqualTo(16);
        small.close();
    }

    @Test
    void takesNothingMoreWhenItIsClosed() {
        outbox.close();
        ServiceStatus status = Samples.accepted("a");
        outbox.add(URI.create("http://lives/"), status);
        threads.pass(A_WHILE);
        assertThat(outbox.held()).isZero();
        assertThat(delivery.acknowledged()).isEmpty();
    }
}

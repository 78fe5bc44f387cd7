// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.peer.Origin;
import org.edgeorchestration.api.peer.Reception;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GivenAnswersTest {
    private static final ExecutionId ID = new ExecutionId("e");
    private static final Origin ORIGIN = Station.ours("a");
    private static final Reception ACCEPTED = new Reception.Accepted();
    private static final Reception REFUSED = new Reception.Refused(Refusal.busy("all hands are full"));

    private final RealThreads threads = new RealThreads();
    private final ExecutorService first = threads.pool("first", 1, 1);
    private final ManualTime time = new ManualTime();
    private final CountDownLatch looking = new CountDownLatch(1);
    private final CompletableFuture<Reception> found = new CompletableFuture<>();

    @AfterEach
    void close() {
        threads.close();
    }

    private static void neverAgain(CompletableFuture<Reception> answer) {
        throw new AssertionError("it has come before");
    }

    private GivenAnswers waiting(Duration wait) {
        return new GivenAnswers(id -> Optional.empty(), wait, time);
    }

    private Future<Reception> hangs(GivenAnswers answers) throws InterruptedException {
        Future<Reception> order = first.submit(() -> answers.to(ID, ORIGIN, answer -> {
            looking.countDown();
            answer.complete(found.join());
        }));
        looking.await();
        return order;
    }

    @Test
    void whoComesSecondWaitsForTheFirstOnesAnswer() throws Exception {
        GivenAnswers answers = waiting(Duration.ofMinutes(1));
        Future<Reception> order = hangs(answers);
        Future<Reception> again =
                threads.pool("second", 1, 1).submit(() -> answers.to(ID, ORIGIN, GivenAnswersTest::neverAgain));
        assertThat(answers.to(new ExecutionId("other"), ORIGIN, answer -> answer.complete(ACCEPTED)))
                .as("nobody else waits")
                .isEqualTo(ACCEPTED);
        assertThat(again.isDone()).isFalse();
        found.complete(REFUSED);
        assertThat(again.get()).isEqualTo(REFUSED);
        assertThat(order.get()).isEqualTo(REFUSED);
    }

    @Test
    void whoWaitsTooLongStaysInDoubt() throws Exception {
        GivenAnswers answers = waiting(Duration.ofMillis(20));
        Future<Reception> order = hangs(answers);
        assertThatIllegalStateException()
                .isThrownBy(() -> answers.to(ID, ORIGIN, GivenAnswersTest::neverAgain))
                .withMessage("execution e: its executor still looks at the order");
        assertThat(order.isDone()).isFalse();
    }

    @Test
    void anAnswerThatIsCertainIsGivenBeforeAllIsDone() {
        GivenAnswers answers = waiting(Duration.ofMinutes(1));
        Reception[] again = new Reception[1];
        answers.to(ID, ORIGIN, answer -> {
            answer.complete(ACCEPTED);
            again[0] = answers.to(ID, ORIGIN, GivenAnswersTest::neverAgain);
        });
        assertThat(again).containsExactly(ACCEPTED);
    }

    @Test
    void keepsTheBeginningOfALongReason() {
        GivenAnswers answers = waiting(Duration.ofMinutes(1));
        String begin = "x".repeat(GivenAnswers.LONGEST_REASON - 1);
        Reception refused = new Reception.Refused(Refusal.malformed(begin + "🙂".repeat(4_000)));
        assertThat(answers.to(ID, ORIGIN, answer -> answer.complete(refused))).isEqualTo(refused);
        assertThat(answers.to(ID, ORIGIN, GivenAnswersTest::neverAgain))
                .isEqualTo(new Reception.Refused(Refusal.malformed(begin + "…")));
    }

    @Test
    void anOrderThatBreaksIsNotTriedAgain() {
        GivenAnswers answers = waiting(Duration.ofMinutes(1));
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> answers.to(ID, ORIGIN, answer -> {
                        throw new IllegalStateException("a bug");
                    }));
        }
        assertThatIllegalStateException().isThrownBy(() -> answers.to(ID, ORIGIN, GivenAnswersTest::neverAgain));
    }

    @Test
    void anOrderThatIsStillLookedAtIsNotForgotten() throws Exception {
        GivenAnswers answers = waiting(Duration.ofMillis(20));
        Future<Reception> order = hangs(answers);
        for (int i = 0; i < 2 * GivenAnswers.MOST; i++) {
            answers.to(new ExecutionId("other-" + i), ORIGIN, answer -> answer.complete(ACCEPTED));
            if (i % GivenAnswers.MOST == GivenAnswers.MOST / 2) {
                time.advance(GivenAnswers.AT_LEAST);
            }
        }
        assertThatIllegalStateException().isThrownBy(() -> answers.to(ID, ORIGIN, GivenAnswersTest::neverAgain));
        assertThat(answers.to(new ExecutionId("one-more"), ORIGIN, answer -> answer.complete(ACCEPTED)))
                .as("and it does not take the room of others")
                .isEqualTo(ACCEPTED);
        assertThat(order.isDone()).isFalse();
    }
}

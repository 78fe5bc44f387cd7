// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Peer;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Reception;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long requests wait for a peer, to the millisecond. */
class DeadlinesTest {
    private static final NodeId PEER = Neighbourhood.id(1);
    private static final Duration EXECUTE_WITHIN = Duration.ofSeconds(2);

    private final ManualNeighbourhood around = new ManualNeighbourhood(true);
    private final ManualLan.Host node = around.node(1, around.ours(1));

    @BeforeEach
    void know() {
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.until(1, Standing.READY);
    }

    @AfterEach
    void close() {
        around.close();
    }

    private CompletableFuture<Reception> execute() {
        ExecutionOrder order = new ExecutionOrder(
                new ExecutionId("run-1"),
                "s",
                ExecutionType.CONTAINER,
                List.of("docker", "run", "i"),
                Optional.empty());
        return around.transport().execute(PEER, order).toCompletableFuture();
    }

    /** Moments after an answer, up to and beyond the next probe. */
    private static Stream<Duration> moments() {
        return IntStream.iterate(0, millis -> millis <= 700, millis -> millis + 7)
                .mapToObj(Duration::ofMillis);
    }

    @Test
    void anOrderWithoutAnAnswerMayHaveGotThereAfterTwoSeconds() {
        moments().forEach(moment -> {
            around.pass(moment);
            node.silent(true);
            CompletableFuture<Reception> reception = execute();

            assertThat(around.until(reception::isDone)).isEqualTo(EXECUTE_WITHIN);
            assertThat(reception.join()).isInstanceOf(Reception.Unknown.class);

            node.silent(false);
            around.until(1, Standing.READY);
        });
    }

    @Test
    void aPeerThatLetsAnOrderWaitIsPassedByInATenthOfASecond() {
        moments().forEach(moment -> {
            around.pass(moment);
            node.silent(true);
            CompletableFuture<Reception> reception = execute();

            assertThat(around.until(1, Standing.LATE)).isLessThanOrEqualTo(Duration.ofMillis(100));
            assertThat(reception).isNotDone();

            node.silent(false);
            around.until(reception::isDone);
            around.until(1, Standing.READY);
        });
    }

    @Test
    void anOrderToAPeerThatHasEndedFailsAfterOneRoundTrip() {
        node.ends();
        CompletableFuture<Reception> reception = execute();

        assertThat(around.until(reception::isDone)).isEqualTo(Duration.ofMillis(1));
        assertThat(reception.join()).isInstanceOf(Reception.NotReached.class);
    }

    @Test
    void anOrderToAPeerThatIsGoneFailsAtOnce() {
        node.ends();
        around.until(() -> around.gone(1));

        assertThat(execute()).isCompletedWithValueMatching(Reception.NotReached.class::isInstance);
    }

    @Test
    void aQuestionWithoutAnAnswerFailsInATenthOfASecond() {
        around.pass(Duration.ofMillis(100));
        node.silent(true);
        CompletableFuture<Peer> answer = around.transport().ask(PEER).toCompletableFuture();

        assertThat(around.until(answer::isDone)).isEqualTo(Duration.ofMillis(100));
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void whoAskTogetherShareAQuestion() {
        around.pass(Duration.ofMillis(100));
        node.roundTrip(Duration.ofMillis(30));
        long before = node.heard("POST " + Routes.SCORE);

        List<CompletableFuture<Peer>> answers = IntStream.range(0, 100)
                .mapToObj(each -> around.transport().ask(PEER).toCompletableFuture())
                .toList();
        around.pass(Duration.ofMillis(30));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(node.heard("POST " + Routes.SCORE) - before).isEqualTo(1);
    }
}

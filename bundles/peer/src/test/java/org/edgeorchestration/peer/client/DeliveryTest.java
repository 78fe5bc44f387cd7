// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.edgeorchestration.api.discovery.Sighting.Dialect;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.peer.Peer.Standing;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.peer.server.PendingOutput;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.edgeorchestration.peer.wire.ReportJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryTest {
    private static final ExecutionId EXECUTION = new ExecutionId("e-1");
    private static final OutputLine LINE = new OutputLine(OutputLine.Stream.STDOUT, "hello");

    private final Neighbourhood around = new Neighbourhood(true);
    private final Lines output = new Lines();

    @AfterEach
    void close() {
        around.close();
    }

    /** One line that is pending until it has been sent. */
    private static final class Lines implements PendingOutput, PendingOutput.Parcel {
        final AtomicInteger sent = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();

        @Override
        public CompletionStage<Parcel> take(ExecutionId execution) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public List<OutputLine> lines() {
            return List.of(LINE);
        }

        @Override
        public void sent() {
            sent.incrementAndGet();
        }

        @Override
        public void failed() {
            failed.incrementAndGet();
        }
    }

    private static ServiceStatus status(ExecutionStatus status) {
        return new ServiceStatus(
                EXECUTION,
                "hello",
                ExecutionType.CONTAINER,
                InetAddress.getLoopbackAddress(),
                status,
                3,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private CompletionStage<Void> deliver(ReplyAddress to, ExecutionStatus status) {
        return around.client.delivery(output).deliver(to.uri(), status(status));
    }

    private static ReplyAddress ours() {
        return new ReplyAddress.OfOurs(Neighbourhood.id(1), Neighbourhood.address(1));
    }

    private void known(OurWords words) {
        around.node(1, words);
        around.discovery.claim(Neighbourhood.sighting(1, Dialect.DUAL));
        around.await(1, Standing.READY);
    }

    @Test
    void oneOfOursHearsItAllOutputFirst() {
        OurWords words = around.ours(1);
        known(words);
        ExecutionStatus failed = new ExecutionStatus.Failed(OptionalInt.of(3), "no luck");

        Await.of(deliver(ours(), failed));

        assertThat(words.reports())
                .containsExactly(new ReportJson(EXECUTION, new Report(List.of(LINE), Optional.of(failed)), 3));
        assertThat(output.sent).hasValue(1);
    }

    @Test
    void newsThatNobodyWaitsForIsAcknowledged() {
        known(around.ours(1).knowsNothing());

        Await.of(deliver(ours(), new ExecutionStatus.Finished()));

        assertThat(output.sent).hasValue(1);
    }

    @Test
    void newsForANodeThatIsNotThereWaitsAndTheNodeIsLookedFor() {
        around.node(1, around.ours(1));

        Throwable failure = Await.failureOf(deliver(ours(), new ExecutionStatus.Finished()));

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("edge-peer:");
        assertThat(output.failed).hasValue(1);
        around.await(1, Standing.READY);
        Await.of(deliver(ours(), new ExecutionStatus.Finished()));
    }

    @Test
    void outputIsShippedBetweenStatuses() {
        OurWords words = around.ours(1);
        known(words);

        around.client
                .shipper(output)
                .ship(new ReplyAddress.OfOurs(Neighbourhood.id(1), Neighbourhood.address(1)), EXECUTION, output);

        Await.until(() -> output.sent.get() == 1);
        assertThat(words.reports())
                .containsExactly(new ReportJson(EXECUTION, new Report(List.of(LINE), Optional.empty()), 0));
    }

    @Test
    void outputThatDoesNotArriveIsKept() {
        around.client
                .shipper(output)
                .ship(new ReplyAddress.OfOurs(Neighbourhood.id(1), Neighbourhood.address(1)), EXECUTION, output);

        Await.until(() -> output.failed.get() == 1);
    }

    static Stream<ExecutionStatus> ends() {
        return Stream.of(
                new ExecutionStatus.Finished(),
                new ExecutionStatus.Failed(OptionalInt.of(1), "no luck"),
                new ExecutionStatus.Stopped(OptionalInt.empty()),
                new ExecutionStatus.Lost("the engine"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aGoNodeHearsAnEndInItsTwoWords(ExecutionStatus end) {
        GoWords words = new GoWords(Profile.P1, Neighbourhood.KEY);
        TestNode node = around.node(1, words);

        Await.of(
                deliver(new ReplyAddress.OfGo(Neighbourhood.address(1), around.port, false, Encoding.SEALED, 77), end));

        assertThat(node.heard("POST " + Routes.notification(77))).isEqualTo(1);
        assertThat(words.notifications().get(0).get("ServiceID").longValue()).isEqualTo(77);
        assertThat(words.notifications().get(0).get("Status").textValue())
                .isEqualTo(end instanceof ExecutionStatus.Finished ? "Finished" : "Failed");
    }

    @Test
    void aGoNodeIsToldInTheEncodingOfItsOrder() {
        GoWords words = new GoWords(Profile.P5, Neighbourhood.KEY);
        around.node(1, words);

        Await.of(deliver(
                new ReplyAddress.OfGo(Neighbourhood.address(1), around.port, false, Encoding.PLAIN, 7),
                new ExecutionStatus.Finished()));

        assertThat(words.notifications()).hasSize(1);
    }

    @Test
    void aGoNodeIsNotToldWhatItHasNoWordFor() {
        TestNode node = around.node(1, new GoWords(Profile.P5, Neighbourhood.KEY));

        Await.of(deliver(
                new ReplyAddress.OfGo(Neighbourhood.address(1), around.port, false, Encoding.PLAIN, 7),
                new ExecutionStatus.Started()));

        assertThat(node.heard()).isEmpty();
    }

    @Test
    void aGoNodeThatDoesNotKnowTheNumberIsNotToldAgain() {
        GoWords words = new GoWords(Profile.P5, Neighbourhood.KEY);
        words.notificationStatus = 500;
        around.node(1, words);

        Await.of(deliver(
                new ReplyAddress.OfGo(Neighbourhood.address(1), around.port, false, Encoding.PLAIN, 7),
                new ExecutionStatus.Finished()));
    }

    @Test
    void aGoNodeThatIsNotThereIsToldAgain() {
        Throwable failure = Await.failureOf(deliver(
                new ReplyAddress.OfGo(Neighbourhood.address(1), around.port, false, Encoding.PLAIN, 7),
                new ExecutionStatus.Finished()));

        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining("nobody listens");
    }

    @Test
    void anAddressThatIsNoneFails() {
        assertThat(Await.failureOf(around.client
                        .delivery(output)
                        .deliver(URI.create("edge-peer://127.0.0.1/nobody"), status(new ExecutionStatus.Finished()))))
                .isInstanceOf(IOException.class);
        assertThat(around.client.delivery(output).schemes()).containsExactly("edge-peer");
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.peer.Report;
import org.edgeorchestration.api.service.ServiceStatus;
import org.edgeorchestration.peer.server.PendingOutput.Parcel;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.Limits;
import org.edgeorchestration.peer.wire.ReplyAddress;
import org.edgeorchestration.peer.wire.ReportJson;
import org.junit.jupiter.api.Test;

class OutputRelayTest {
    private static final ExecutionId RUN = new ExecutionId("run");
    private static final ReplyAddress.OfOurs REPLY =
            new ReplyAddress.OfOurs(new NodeId("n"), InetAddress.getLoopbackAddress());

    private final OutputRelay relay = new OutputRelay();
    private final List<Parcel> shipped = new ArrayList<>();

    @Test
    void keepsWhatIsWrittenForOthersAlone() {
        relay.expect(RUN, REPLY);
        write(RUN, "a");
        write(new ExecutionId("own"), "b");
        assertThat(texts(take())).containsExactly("a");
        assertThat(texts(take(new ExecutionId("own")).join())).isEmpty();
    }

    @Test
    void sendsWhatHasNotArrivedOnceMoreAndFirst() {
        relay.expect(RUN, REPLY);
        write(RUN, "a");
        Parcel parcel = take();
        write(RUN, "b");
        parcel.failed();
        parcel.sent(); // too late to matter
        Parcel next = take();
        assertThat(texts(next)).containsExactly("a", "b");
        next.sent();
        assertThat(texts(take())).isEmpty();
        assertThat(relay.size()).isZero();
    }

    @Test
    void letsAStatusWaitForTheParcelBeforeIt() {
        relay.expect(RUN, REPLY);
        write(RUN, "a");
        ship();
        CompletableFuture<Parcel> status = take(RUN);
        write(RUN, "b");
        assertThat(status).isNotDone();
        shipped.get(0).sent();
        assertThat(status).isCompleted();
        assertThat(texts(status.join())).containsExactly("b");
    }

    @Test
    void shipsNothingWhileAParcelIsOutOrAfterTheEnd() {
        relay.expect(RUN, REPLY);
        ship();
        write(RUN, "a");
        ship();
        write(RUN, "b");
        ship();
        assertThat(shipped).hasSize(1);
        shipped.get(0).sent();
        relay.changed(status(new ExecutionStatus.Finished()));
        ship();
        assertThat(shipped).hasSize(1);
        assertThat(texts(take())).containsExactly("b");
    }

    @Test
    void passesTurnsWhileNothingArrives() {
        relay.expect(RUN, REPLY);
        write(RUN, "a");
        for (int turn = 0; turn < 100; turn++) {
            ship();
            shipped.get(shipped.size() - 1).failed();
        }
        assertThat(shipped).hasSizeBetween(5, 10);
    }

    @Test
    void forgetsAnExecutionWhoseLastWordsHaveArrived() {
        relay.expect(RUN, REPLY);
        write(RUN, "a");
        relay.changed(status(new ExecutionStatus.Started()));
        relay.changed(status(new ExecutionStatus.Finished()));
        assertThat(relay.executions()).isOne();
        take().sent();
        assertThat(relay.executions()).isZero();
        relay.expect(RUN, REPLY);
        relay.changed(status(new ExecutionStatus.Finished()));
        assertThat(relay.executions()).isZero();
    }

    @Test
    void dropsTheOldestAndSaysHowMany() {
        relay.expect(RUN, REPLY);
        for (int i = 0; i < 100; i++) {
            write(RUN, i + "x".repeat(1_000));
        }
        Parcel parcel = take();
        OutputLine notice = parcel.lines().get(0);
        assertThat(notice.stream()).isEqualTo(OutputLine.Stream.NODE);
        assertThat(notice.text()).endsWith(": " + (100 - (parcel.lines().size() - 1)));
        assertThat(parcel.lines().get(parcel.lines().size() - 1).text()).startsWith("99x");
        parcel.sent();
        write(RUN, "b");
        assertThat(texts(take())).containsExactly("b");
    }

    @Test
    void fitsIntoAReportWhateverIsWritten() {
        relay.expect(RUN, REPLY);
        for (int i = 0; i < 100; i++) {
            write(RUN, "\u0000".repeat(OutputLine.MAX_LENGTH - i));
            write(RUN, "정".repeat(OutputLine.MAX_LENGTH - i));
            write(RUN, "");
        }
        Report report = new Report(take().lines(), Optional.of(new ExecutionStatus.Lost("x".repeat(8_000))));
        assertThat(Json.bytes(new ReportJson(RUN, report, 1).write())).hasSizeLessThan(Limits.MAX_REPORT);
    }

    @Test
    void isBoundedInAllByTheLargest() {
        for (int run = 0; run < 100; run++) {
            relay.expect(new ExecutionId("run-" + run), REPLY);
            for (int i = 0; i < 80; i++) {
                write(new ExecutionId("run-" + run), "x".repeat(1_000));
            }
        }
        relay.expect(RUN, REPLY);
        write(RUN, "quiet");
        assertThat(relay.size()).isLessThanOrEqualTo(OutputRelay.MOST);
        assertThat(texts(take())).containsExactly("quiet");
    }

    @Test
    void isBoundedInItsExecutions() {
        for (int run = 0; run <= OutputRelay.MOST_EXECUTIONS; run++) {
            ExecutionId id = new ExecutionId("run-" + run);
            relay.expect(id, REPLY);
            write(id, "x");
        }
        assertThat(relay.executions()).isEqualTo(OutputRelay.MOST_EXECUTIONS);
        assertThat(relay.expect(new ExecutionId("run-1"), REPLY)).isFalse();
    }

    private void ship() {
        relay.ship((to, execution, parcel) -> shipped.add(parcel));
    }

    private Parcel take() {
        return take(RUN).join();
    }

    private CompletableFuture<Parcel> take(ExecutionId execution) {
        return relay.take(execution).toCompletableFuture();
    }

    private void write(ExecutionId execution, String text) {
        relay.wrote(execution, new OutputLine(OutputLine.Stream.STDOUT, text));
    }

    private static List<String> texts(Parcel parcel) {
        return parcel.lines().stream().map(OutputLine::text).toList();
    }

    private static ServiceStatus status(ExecutionStatus status) {
        return new ServiceStatus(
                RUN,
                "s",
                ExecutionType.CONTAINER,
                InetAddress.getLoopbackAddress(),
                status,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}

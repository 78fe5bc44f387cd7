// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ServiceExecutor} must do. Subclasses say which executor, and how its commands are written. */
public abstract class ServiceExecutorContract {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The executor to test, ready to work. */
    protected abstract ServiceExecutor executor();

    /** A command of this executor that runs {@code script} in a POSIX shell. */
    protected abstract List<String> shell(String script);

    /** A command that is accepted, but cannot start. */
    protected abstract List<String> unstartable();

    private ExecutionOrder order(List<String> command) {
        return new ExecutionOrder(ExecutionId.random(), "contract", executor().type(), command, Optional.empty());
    }

    private RecordingObserver run(String script) {
        RecordingObserver observer = new RecordingObserver();
        ExecutionOrder order = order(shell(script));
        assertThat(executor().refusal(order)).isEmpty();
        executor().start(order, observer);
        return observer;
    }

    @Test
    void reportsStartedAndThenFinishedForExitCodeZero() {
        RecordingObserver observer = run("true");
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        assertThat(observer.statuses())
                .filteredOn(status -> !(status instanceof ExecutionStatus.Pulling))
                .containsExactly(new ExecutionStatus.Started(), new ExecutionStatus.Finished());
    }

    @Test
    void reportsFailedWithTheRealExitCode() {
        ExecutionStatus end = run("exit 3").awaitEnd(LIMIT);
        assertThat(end).isInstanceOf(ExecutionStatus.Failed.class);
        assertThat(end.exitCode()).isEqualTo(OptionalInt.of(3));
        assertThat(end.reason()).isPresent();
    }

    @Test
    void handsOnBothStreamsBeforeTheEnd() {
        RecordingObserver observer = run("echo out; echo err >&2; echo out again");
        observer.awaitEnd(LIMIT);
        assertThat(observer.lines(Stream.STDOUT)).containsExactly("out", "out again");
        assertThat(observer.lines(Stream.STDERR)).containsExactly("err");
    }

    @Test
    void handsOnTheLastLineWithoutItsEnd() {
        RecordingObserver observer = run("printf 'no newline'");
        observer.awaitEnd(LIMIT);
        assertThat(observer.lines(Stream.STDOUT)).containsExactly("no newline");
    }

    @Test
    void cutsEndlessLinesAndLosesNothing() {
        int length = 3 * OutputLine.MAX_LENGTH + 5;
        RecordingObserver observer = run("head -c " + length + " /dev/zero | tr '\\0' x");
        observer.awaitEnd(LIMIT);
        List<String> lines = observer.lines(Stream.STDOUT);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(OutputLine.MAX_LENGTH));
        assertThat(String.join("", lines)).isEqualTo("x".repeat(length));
    }

    @Test
    void reportsFailedWithTheReasonWhenItCannotStart() {
        RecordingObserver observer = new RecordingObserver();
        executor().start(order(unstartable()), observer);
        ExecutionStatus end = observer.awaitEnd(LIMIT);
        assertThat(end).isInstanceOf(ExecutionStatus.Failed.class);
        assertThat(end.exitCode()).isEmpty();
        assertThat(end.reason().orElseThrow()).isNotBlank();
        assertThat(observer.statuses()).doesNotContain(new ExecutionStatus.Started());
    }

    @Test
    void stopsWhatRuns() {
        RecordingObserver observer = new RecordingObserver();
        Execution execution = executor().start(order(shell("sleep 600 & sleep 600")), observer);
        observer.awaitStart(LIMIT);
        execution.stop();
        execution.stop();
        assertThat(observer.awaitEnd(LIMIT)).isInstanceOf(ExecutionStatus.Stopped.class);
    }

    @Test
    void ignoresAStopAfterTheEnd() {
        RecordingObserver observer = new RecordingObserver();
        Execution execution = executor().start(order(shell("true")), observer);
        observer.awaitEnd(LIMIT);
        execution.stop();
        assertThat(observer.statuses()).endsWith(new ExecutionStatus.Finished());
    }

    @Test
    void neverMixesConcurrentExecutions() {
        List<RecordingObserver> observers = IntStream.range(0, 16)
                .mapToObj(i -> run("echo value-" + i + "; exit " + i))
                .toList();
        for (int i = 0; i < observers.size(); i++) {
            ExecutionStatus end = observers.get(i).awaitEnd(LIMIT);
            assertThat(end.exitCode()).isEqualTo(OptionalInt.of(i));
            assertThat(observers.get(i).lines(Stream.STDOUT)).containsExactly("value-" + i);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.api.node.ManualThreads;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.executor.container.EngineException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunImageTest {
    private static final Duration PULL_LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ManualThreads threads = new ManualThreads(new ManualTime());
    private final FakeEngine engine = new FakeEngine();
    private final RecordingObserver observer = new RecordingObserver();
    private final ExecutionOrder order = Workbench.order("docker", "run", "image");
    private final Report report = new Report(order.id(), observer);
    private final List<String> nextSteps = new ArrayList<>();
    private RunImage image;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void open() throws BadCommand {
        engine.imageHere = false;
        RunWorkshop workshop =
                FakeWorkshop.of(engine, folder.resolve("s"), threads, threads.time(), PULL_LIMIT, PATIENCE);
        RunSteps steps = new RunSteps(
                order,
                report,
                new EngineAbsence(workshop.watch(), workshop.ticker(), workshop.patience()),
                report::changed,
                () -> false);
        image = new RunImage(ImageReference.parse("image"), workshop, report, steps, () -> nextSteps.add("next"));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void isHereWhenTheEngineHasIt() throws EngineException {
        assertThat(image.isHere()).isFalse();
        engine.imageHere = true;
        assertThat(image.isHere()).isTrue();
    }

    @Test
    void isPulledBeforeTheNextStep() throws EngineException {
        image.pull();
        image.progress("1 of 2 layers");
        threads.pass(Duration.ZERO);
        assertThat(nextSteps).isEmpty();
        engine.endPull();
        threads.pass(Duration.ZERO);
        assertThat(nextSteps).hasSize(1);
        assertThat(observer.statuses())
                .containsExactly(
                        new ExecutionStatus.Pulling("pulling image"), new ExecutionStatus.Pulling("1 of 2 layers"));
        assertThat(observer.lines(OutputLine.Stream.NODE)).containsExactly("pulling image", "pulled image");
    }

    @Test
    void isNotLookedForOnceItWasPulled() throws EngineException {
        image.pull();
        engine.endPull();
        engine.away = true;
        assertThat(image.isHere()).isTrue();
    }

    @Test
    void hasVanishedTwiceAtMost() throws EngineException {
        engine.imageHere = true;
        assertThat(image.hasVanished()).isFalse();
        engine.imageHere = false;
        assertThat(image.hasVanished()).isTrue();
        assertThat(image.hasVanished()).isTrue();
        assertThat(image.hasVanished()).isFalse();
    }

    @Test
    void endsItsRunWhenItCannotBePulled() {
        image.pull();
        image.pulled(Optional.of(new EngineException(Kind.REFUSED, "no such repository", null)));
        assertThat(onlyEnd().reason()).contains("pulling image failed: no such repository");
        threads.pass(PULL_LIMIT);
        assertThat(nextSteps).isEmpty();
    }

    @Test
    void endsItsRunWhenItsPullTakesTooLong() {
        image.pull();
        threads.pass(PULL_LIMIT.minusMillis(1));
        assertThat(report.ended()).isFalse();
        threads.pass(Duration.ofMillis(1));
        assertThat(onlyEnd().reason().orElseThrow()).contains("took longer than 10 s (pull.timeout.seconds)");
    }

    @Test
    void isLookedForAgainWhenTheEngineIsBackThatWentAwayMeanwhile() throws IOException {
        image.pull();
        image.pulled(Optional.of(new EngineException(Kind.AWAY, "broken", null)));
        threads.pass(PATIENCE.minusMillis(100));
        assertThat(nextSteps).isEmpty();
        engine.listen(folder.resolve("s"));
        threads.pass(Duration.ofMillis(99));
        assertThat(nextSteps).hasSize(1);
        assertThat(report.ended()).isFalse();
    }

    @Test
    void endsItsRunWhenTheEngineDoesNotComeBack() {
        image.pull();
        image.pulled(Optional.of(new EngineException(Kind.AWAY, "broken", null)));
        threads.pass(PATIENCE);
        assertThat(onlyEnd().reason().orElseThrow()).contains("did not come back in time: broken");
        assertThat(nextSteps).isEmpty();
    }

    @Test
    void isNotPulledAnyFurtherOnceItsRunHasLeft() {
        image.pull();
        image.leave();
        assertThat(engine.pullClosed).isTrue();
    }

    @Test
    void isNotPulledForARunThatHasEnded() {
        report.changed(new ExecutionStatus.Lost("let go"));
        image.pull();
        assertThat(engine.pullClosed).isTrue();
        assertThat(observer.output()).isEmpty();
    }

    private ExecutionStatus onlyEnd() {
        assertThat(observer.statuses()).filteredOn(ExecutionStatus::terminal).hasSize(1);
        return observer.statuses().get(observer.statuses().size() - 1);
    }
}

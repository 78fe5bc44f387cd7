// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.execution.Execution;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.executor.container.EngineException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only an engine does that fails at the right moment: a fake one. */
class ContainerRunTest {
    private static final Duration LIMIT = Workbench.LIMIT;

    /** What must not run out while a test waits for something else, however busy the machine is. */
    private static final Duration LONG = LIMIT.multipliedBy(10);

    private final RealThreads threads = new RealThreads();
    private final FakeEngine engine = new FakeEngine();
    private final RecordingObserver observer = new RecordingObserver();
    private ContainerExecutor executor = executor(Path.of("/no/such/folder"), LONG, LONG);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void listen() throws java.io.IOException {
        engine.listen(folder.resolve("s"));
        executor = executor(folder, LONG, LONG);
    }

    @AfterEach
    void close() throws java.io.IOException {
        executor.close();
        threads.close();
        engine.close();
    }

    private ContainerExecutor executor(Path folder, Duration pullLimit, Duration patience) {
        Path socket = folder.resolve("s");
        RunWorkshop workshop = FakeWorkshop.of(engine, socket, threads, System::nanoTime, pullLimit, patience);
        return new ContainerExecutor(
                workshop,
                new FakeInstalledServices(List.of(FakeInstalledServices.service("native", ExecutionType.NATIVE, "x"))),
                new NodeFiles(Set.of(), name -> Optional.empty()),
                new Privileges(FakeWorkshop.address(socket)),
                3);
    }

    private Execution start() {
        return executor.start(Workbench.order("docker", "run", "image"), observer);
    }

    private void awaitLines(int number) {
        Eventually.holds(() -> observer.lines(OutputLine.Stream.STDOUT).size() == number, () -> "" + observer.output());
    }

    @Test
    void doesNotCreateTwiceWhenTheReplyToCreateIsLost() {
        engine.afterCreate = Kind.AWAY;
        start();
        observer.awaitStart(LIMIT);
        engine.exit(0);
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        assertThat(engine.creations).hasValue(1);
        assertThat(engine.starts).hasValue(1);
        Eventually.holds(() -> engine.removed, () -> "not removed");
    }

    @Test
    void doesNotStartTwiceWhenTheReplyToStartIsLost() {
        engine.afterStart = Kind.AWAY;
        start();
        observer.awaitStart(LIMIT);
        engine.exit(4);
        assertThat(observer.awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(4));
        assertThat(engine.starts).hasValue(1);
    }

    @Test
    void handsOnOutputOnceWhenItsStreamBreaks() {
        engine.output = "one\ntwo\n";
        start();
        awaitLines(2);
        engine.output = "one\ntwo\nthree\n";
        engine.breakOutput();
        awaitLines(3);
        engine.exit(0);
        observer.awaitEnd(LIMIT);
        assertThat(observer.lines(OutputLine.Stream.STDOUT)).containsExactly("one", "two", "three");
    }

    @Test
    void readsWhatWasWrittenBetweenTheEnginesReturnAndTheContainersEnd() {
        engine.output = "one\n";
        start();
        awaitLines(1);
        engine.output = "one\ntwo\n";
        engine.breakBoth(5);
        assertThat(observer.awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(5));
        assertThat(observer.lines(OutputLine.Stream.STDOUT)).containsExactly("one", "two");
    }

    @Test
    void goesOnWithoutOutputThatTheEngineCannotRead() {
        engine.outputRefused = true;
        start();
        observer.awaitStart(LIMIT);
        engine.exit(0);
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        assertThat(observer.lines(OutputLine.Stream.NODE))
                .singleElement()
                .asString()
                .contains("cannot be followed");
    }

    @Test
    void isLostWhenItsContainerIsGone() {
        start();
        observer.awaitStart(LIMIT);
        engine.removed = true;
        engine.exit(0);
        assertThat(observer.awaitEnd(LIMIT)).isInstanceOf(ExecutionStatus.Lost.class);
    }

    @Test
    void isStoppedAsAskedThoughSomebodyRemovesItsContainerAtThatMoment() {
        Execution execution = start();
        observer.awaitStart(LIMIT);
        engine.removed = true;
        execution.stop();
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.empty()));
    }

    @Test
    void waitsForAnEngineThatIsStillMakingTheContainer() {
        engine.nameKept.set(3);
        start();
        observer.awaitStart(LIMIT);
        engine.exit(0);
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        assertThat(engine.creations).hasValue(1);
    }

    @Test
    void endsWhatItHasNoThreadToFollow() {
        engine.outOfThreads = true;
        start();
        assertThat(observer.awaitEnd(LIMIT).reason().orElseThrow()).contains("unable to create native thread");
        Eventually.holds(() -> engine.removed, () -> "not removed");
    }

    @Test
    void pullsAnImageThatWasRemovedAfterItWasSeen() {
        engine.imageVanishes.set(1);
        start();
        Eventually.holds(() -> engine.pulls.get() == 1, () -> "" + observer.statuses());
        engine.endPull();
        observer.awaitStart(LIMIT);
        engine.exit(0);
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        assertThat(engine.creations).hasValue(1);
    }

    @Test
    void doesNotPullForEverWhatIsRemovedAgainAndAgain() {
        engine.imageVanishes.set(100);
        start();
        for (int pull = 1; pull <= 2; pull++) {
            int number = pull;
            Eventually.holds(() -> engine.pulls.get() == number, () -> "" + observer.statuses());
            engine.endPull();
        }
        assertThat(observer.awaitEnd(LIMIT)).isInstanceOf(ExecutionStatus.Failed.class);
        assertThat(engine.pulls).hasValue(2);
        assertThat(engine.creations).hasValue(0);
    }

    @Test
    void isLostOnceWhenTheEngineStaysAway() throws java.io.IOException {
        executor.close();
        executor = executor(folder, LONG, Duration.ofMillis(200));
        start();
        observer.awaitStart(LIMIT);
        engine.away = true;
        engine.close();
        engine.exit(0);
        assertThat(observer.awaitEnd(LIMIT)).isInstanceOf(ExecutionStatus.Lost.class);
        assertThat(observer.statuses()).filteredOn(ExecutionStatus::terminal).hasSize(1);
    }

    @Test
    void failsWhenAPullTakesTooLong() {
        executor.close();
        executor = executor(folder, Duration.ofSeconds(1), LONG);
        engine.imageHere = false;
        start();
        assertThat(observer.awaitEnd(LIMIT).reason().orElseThrow()).contains("took longer than 1 s");
    }

    @Test
    void stopsAPullThatNobodyElseWaitsFor() {
        engine.imageHere = false;
        Execution execution = start();
        Eventually.holds(() -> engine.pulls.get() == 1, () -> "no pull");
        execution.stop();
        assertThat(observer.awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.empty()));
        Eventually.holds(() -> engine.pullClosed, () -> "the pull goes on");
        assertThat(engine.creations).hasValue(0);
    }

    @Test
    void followsWhatItRunsToItsEndWhenItRetires() {
        start();
        observer.awaitStart(LIMIT);
        CompletableFuture<Boolean> idle = new CompletableFuture<>();
        executor.retire(() -> idle.complete(true));
        assertThat(executor.refusal(Workbench.order("docker", "run", "image")))
                .map(Refusal::kind)
                .contains(Refusal.Kind.BUSY);
        assertThat(idle.isDone()).isFalse();
        engine.exit(4);
        assertThat(observer.awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(4));
        Eventually.holds(idle::isDone, () -> "it does not say that nothing is left");
        Eventually.holds(() -> engine.removed, () -> "not removed");
    }

    @Test
    void retiresAtOnceWhenNothingRuns() {
        AtomicInteger idle = new AtomicInteger();
        executor.retire(idle::incrementAndGet);
        assertThat(idle).hasValue(1);
        start();
        assertThat(observer.awaitEnd(LIMIT).reason().orElseThrow()).contains("has just changed");
        assertThat(engine.creations).hasValue(0);
    }

    @Test
    void tellsItsObserverWhenItIsAbandoned() {
        start();
        observer.awaitStart(LIMIT);
        executor.close();
        assertThat(observer.awaitEnd(LIMIT)).isInstanceOf(ExecutionStatus.Lost.class);
        assertThat(engine.removed).isFalse();
        assertThat(executor.refusal(Workbench.order("docker", "run", "image")))
                .as("one more, of which nobody would hear")
                .map(Refusal::kind)
                .contains(Refusal.Kind.BUSY);
    }

    @Test
    void refusesMoreThanItMayRun() {
        engine.imageHere = false;
        for (int i = 0; i < 3; i++) {
            start();
        }
        Optional<Refusal> refusal = executor.refusal(Workbench.order("docker", "run", "image"));
        assertThat(refusal).map(Refusal::kind).contains(Refusal.Kind.BUSY);
    }

    @Test
    void declinesACommandlessRequestForAServiceThatIsNotInstalledAsAContainer() {
        ExecutionOrder order = Workbench.order();
        for (String name : List.of("unknown", "native")) {
            Refusal refusal = executor.refusal(
                            new ExecutionOrder(order.id(), name, order.type(), List.of(), Optional.empty()))
                    .orElseThrow();
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.DECLINED);
            assertThat(refusal.message()).isEqualTo("not found registered service");
        }
        assertThat(executor.services()).isEmpty();
    }

    @Test
    void refusesAVariableOfTheNodesEnvironment() {
        Refusal refusal = executor.refusal(Workbench.order("docker", "run", "-e", "SECRET", "image"))
                .orElseThrow();
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
        assertThat(refusal.reason()).contains("SECRET").contains("environment.inherited");
    }
}

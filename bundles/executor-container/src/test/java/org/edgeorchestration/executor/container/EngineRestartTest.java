// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Lost;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.executor.container.Workbench.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine is killed while containers run. */
@Tag("docker")
class EngineRestartTest {
    /** What must not run out while an engine starts, however busy the machine is. */
    private static final Duration PATIENCE = Workbench.LIMIT.multipliedBy(10);

    @Test
    void tellsTheExitCodeOfWhatDiedWithTheEngine() throws IOException {
        try (PrivateEngine engine = new PrivateEngine();
                Workbench bench = new Workbench(engine.host(), Map.of(), PATIENCE)) {
            Running run = bench.start("docker", "run", "busybox", "sh", "-c", "echo before; sleep 60");
            awaitLine(run.observer(), "before");
            engine.kill();
            engine.start();
            ExecutionStatus end = run.observer().awaitEnd(Workbench.LIMIT);
            assertThat(end).isInstanceOf(Failed.class);
            assertThat(end.reason().orElseThrow()).contains("the container engine was away in between");
            assertThat(run.observer().lines(OutputLine.Stream.STDOUT)).containsExactly("before");
            awaitNoContainer(engine);
        }
    }

    @Test
    void followsWhatTheEngineStartsAgainAndHandsOnEachLineOnce() throws IOException {
        try (PrivateEngine engine = new PrivateEngine();
                Workbench bench = new Workbench(engine.host(), Map.of(), PATIENCE)) {
            String script =
                    "if [ -e /done ]; then echo second life; exit 0; fi; touch /done; echo first life; sleep 60";
            Running run = bench.start("docker", "run", "--restart", "on-failure", "busybox", "sh", "-c", script);
            awaitLine(run.observer(), "first life");
            engine.kill();
            engine.start();
            assertThat(run.observer().awaitEnd(Workbench.LIMIT)).isEqualTo(new Finished());
            assertThat(run.observer().lines(OutputLine.Stream.STDOUT)).containsExactly("first life", "second life");
            awaitNoContainer(engine);
        }
    }

    @Test
    void isLostWhenTheEngineStaysAway() throws IOException {
        try (PrivateEngine engine = new PrivateEngine();
                Workbench bench = new Workbench(engine.host(), Map.of(), Duration.ofSeconds(2))) {
            Running run = bench.start("docker", "run", "busybox", "sh", "-c", "echo before; sleep 60");
            awaitLine(run.observer(), "before");
            engine.kill();
            ExecutionStatus end = run.observer().awaitEnd(Workbench.LIMIT);
            assertThat(end).isInstanceOf(Lost.class);
            assertThat(end.reason().orElseThrow()).contains("the container engine did not come back in time");
            engine.start();
        }
    }

    @Test
    void startsWhatWasAskedForWhileTheEngineWasAway() throws IOException {
        try (PrivateEngine engine = new PrivateEngine();
                Workbench bench = new Workbench(engine.host(), Map.of(), PATIENCE)) {
            assertThat(bench.start("docker", "run", "busybox", "true")
                            .observer()
                            .awaitEnd(Workbench.LIMIT))
                    .isEqualTo(new Finished());
            engine.kill();
            Running run = bench.start("docker", "run", "busybox", "echo", "late");
            engine.start();
            assertThat(run.observer().awaitEnd(Workbench.LIMIT)).isEqualTo(new Finished());
            assertThat(run.observer().lines(OutputLine.Stream.STDOUT)).containsExactly("late");
        }
    }

    @Test
    void outlastsAnEngineThatHangsForAWhile() throws IOException {
        try (PrivateEngine engine = new PrivateEngine();
                Workbench bench = new Workbench(engine.host(), Map.of(), PATIENCE)) {
            Running run = bench.start("docker", "run", "busybox", "sh", "-c", "echo before; sleep 6; echo after");
            awaitLine(run.observer(), "before");
            engine.signal("STOP");
            Eventually.holds(() -> !bench.present(), () -> "the hung engine is still offered");
            engine.signal("CONT");
            assertThat(run.observer().awaitEnd(Workbench.LIMIT)).isEqualTo(new Finished());
            assertThat(run.observer().lines(OutputLine.Stream.STDOUT)).containsExactly("before", "after");
        }
    }

    @Test
    void isLostWhenTheEngineHangsForGood() throws IOException {
        try (PrivateEngine engine = new PrivateEngine();
                Workbench bench = new Workbench(engine.host(), Map.of(), Duration.ofSeconds(2))) {
            Running run = bench.start("docker", "run", "busybox", "sleep", "60");
            run.observer().awaitStart(Workbench.LIMIT);
            engine.signal("STOP");
            assertThat(run.observer().awaitEnd(Workbench.LIMIT)).isInstanceOf(Lost.class);
            engine.signal("CONT");
        }
    }

    private static void awaitLine(RecordingObserver observer, String line) {
        Eventually.holds(
                () -> observer.lines(OutputLine.Stream.STDOUT).contains(line),
                () -> "no line \"" + line + "\", but " + observer.output() + observer.statuses());
    }

    private static void awaitNoContainer(PrivateEngine engine) {
        Eventually.holds(() -> engine.docker("ps -aq").isEmpty(), () -> "left over: " + engine.docker("ps -a"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.executor.native_.Bench.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeExecutorTest {
    private static final Duration LIMIT = Bench.LIMIT;

    private final Path state;

    NativeExecutorTest(@TempDir Path state) {
        this.state = state;
    }

    private Bench open() {
        return Bench.open(state, Map.of("stop_grace_ms", 5_000L, "output_grace_ms", 200L));
    }

    @Test
    void givesTheProgramItsOwnDirectoryAndAMinimalEnvironment() {
        try (Bench bench = open()) {
            Run run = bench.run("test", "env");
            run.observer().awaitEnd(LIMIT);
            Set<String> names = new HashSet<>();
            run.observer().lines(Stream.STDOUT).forEach(line -> names.add(line.substring(0, line.indexOf('='))));
            assertThat(names).containsExactlyInAnyOrder("PATH", "LANG", "HOME", "TMPDIR", "EDGE_EXECUTION_ID");
            assertThat(run.observer().lines(Stream.STDOUT)).contains("EDGE_EXECUTION_ID=" + run.id());
        }
    }

    @Test
    void removesTheWorkingDirectoryAfterwardsWithAllThatIsInIt() throws IOException {
        Path outside = Files.writeString(state.resolve("outside"), "kept");
        try (Bench bench = open()) {
            Run run = bench.shell("pwd; mkdir -p a/b; echo x > a/b/c; ln -s " + state + " link");
            run.observer().awaitEnd(LIMIT);
            Path directory = bench.workDirectory(run.id());
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly(directory.toString());
            Bench.await("removal of " + directory, () -> !Files.exists(directory));
        }
        assertThat(outside).exists();
    }

    @Test
    void givesTheProgramAnEmptyInput() {
        try (Bench bench = open()) {
            assertThat(bench.run("test", "/bin/cat").observer().awaitEnd(LIMIT))
                    .isEqualTo(new ExecutionStatus.Finished());
        }
    }

    @Test
    void handsWordsOnAsTheyAre() {
        try (Bench bench = open()) {
            Run run = bench.run("test", "/usr/bin/printf", "%s\\n", "a b", "$HOME", "*", "; exit 3", "");
            run.observer().awaitEnd(LIMIT);
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly("a b", "$HOME", "*", "; exit 3", "");
        }
    }

    @Test
    void losesNothingOfTenMegabytes() {
        int lines = 10 * 1_024;
        try (Bench bench = open()) {
            Run run = bench.run("test", "/usr/bin/seq", "-f", "%01023.0f", "1", Integer.toString(lines));
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            List<String> output = run.observer().lines(Stream.STDOUT);
            assertThat(output).hasSize(lines).allMatch(line -> line.length() == 1_023);
            assertThat(output).element(lines - 1).asString().endsWith("0" + lines);
        }
    }

    @Test
    void readsUtf8AndReplacesOtherBytes() {
        try (Bench bench = open()) {
            Run run = bench.shell(
                    "printf '\\303\\274\\360\\237\\230\\200\\n\\377\\000\\376\\n'; head -c 100000 /dev/urandom");
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            assertThat(run.observer().lines(Stream.STDOUT)).startsWith("ü😀", "\uFFFD\0\uFFFD");
        }
    }

    @Test
    void saysWhichSignalEndedTheProgram() {
        try (Bench bench = open()) {
            assertThat(bench.shell("kill -9 $$").observer().awaitEnd(LIMIT))
                    .isEqualTo(new ExecutionStatus.Failed(OptionalInt.of(137), "exit code 137, as after signal 9"));
        }
    }

    @Test
    void failsWhenTheProgramIsMissingOrNotExecutable() throws IOException {
        Path data = Files.writeString(state.resolve("data"), "no program");
        try (Bench bench = open()) {
            for (String word : List.of("/no/such/program", "no-such-program", data.toString(), state.toString())) {
                ExecutionStatus end = bench.run("test", word).observer().awaitEnd(LIMIT);
                assertThat(end).isInstanceOf(ExecutionStatus.Failed.class);
                assertThat(end.exitCode()).isEmpty();
                assertThat(end.reason().orElseThrow()).contains("no executable file '" + word + "'");
            }
        }
    }

    @Test
    void stopsTheWholeTreeAlsoDaemonsThatLeftIt() {
        Path child = state.resolve("child");
        Path daemon = state.resolve("daemon");
        try (Bench bench = open()) {
            Run run = bench.shell("sleep 600 & echo $! > " + child + "; (setsid sh -c 'echo $$ > " + daemon
                    + "; exec sleep 600' >/dev/null 2>&1 &); echo ready; wait");
            Bench.await("ready", () -> !run.observer().lines(Stream.STDOUT).isEmpty());
            Bench.await("daemon", () -> Files.exists(daemon));
            run.execution().stop();
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.of(143)));
            Bench.awaitEnd(child);
            Bench.awaitEnd(daemon);
        }
    }

    @Test
    void letsTheProgramTidyUpWhenItIsStopped() {
        try (Bench bench = open()) {
            Run run = bench.shell("trap 'echo tidy; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
            Bench.await("ready", () -> !run.observer().lines(Stream.STDOUT).isEmpty());
            run.execution().stop();
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.of(7)));
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly("ready", "tidy");
        }
    }

    @Test
    void endsByForceWhatDoesNotListen() {
        try (Bench bench = Bench.open(state, Map.of("stop_grace_ms", 100L))) {
            Run run = bench.shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
            Bench.await("ready", () -> !run.observer().lines(Stream.STDOUT).isEmpty());
            run.execution().stop();
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.of(137)));
        }
    }

    @Test
    void doesNotWaitForChildrenThatKeepTheOutputOpen() {
        Path child = state.resolve("child");
        try (Bench bench = open()) {
            Run run = bench.shell("sleep 600 & echo $! > " + child + "; echo out; exit 4");
            ExecutionStatus end = run.observer().awaitEnd(LIMIT);
            assertThat(end.exitCode()).isEqualTo(OptionalInt.of(4));
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly("out");
            Bench.awaitEnd(child);
        }
    }

    @Test
    void keepsWhatChildrenStillWriteWithinTheGrace() {
        try (Bench bench = Bench.open(state, Map.of("output_grace_ms", 20_000L))) {
            Run run = bench.shell("(sleep 0.5; echo late) & sleep 0.2");
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly("late");
        }
    }

    @Test
    void endsThoughADaemonWithoutAnyMarkEscapesWithItsOutput() throws IOException {
        Path daemon = state.resolve("daemon");
        try (Bench bench = Bench.open(state, Map.of("output_grace_ms", 100L, "executions_limit", 1))) {
            Run run = bench.shell("(env -i setsid sh -c 'echo $$ > " + daemon + "; exec sleep 600' &)"
                    + "; while [ ! -s " + daemon + " ]; do sleep 0.01; done; echo out; exit 6");
            assertThat(run.observer().awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(6));
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly("out");

            Run next = bench.shell("true");
            ProcessHandle escaped = ProcessHandle.of(
                            Long.parseLong(Files.readString(daemon).strip()))
                    .orElseThrow();
            assertThat(next.observer().statuses()).isEmpty();
            assertThat(escaped.destroyForcibly()).isTrue();
            assertThat(next.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        }
    }

    @Test
    void endsChildrenThatWriteForEver() {
        try (Bench bench = open()) {
            Run run = bench.shell("while :; do echo y; sleep 0.001; done & exit 5");
            assertThat(run.observer().awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(5));
        }
    }

    @Test
    void endsWhatForkedAndClosedItsOutput() {
        Path daemon = state.resolve("daemon");
        try (Bench bench = open()) {
            Run run =
                    bench.shell("(setsid sh -c 'echo $$ > " + daemon + "; exec sleep 600' </dev/null >/dev/null 2>&1 &)"
                            + "; while [ ! -s " + daemon + " ]; do sleep 0.01; done");
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            Bench.awaitEnd(daemon);
        }
    }

    @Test
    void runsSixtyFourAtOnceWithoutMixingThem() {
        Path gate = state.resolve("gate");
        try (Bench bench = open()) {
            List<Run> runs = IntStream.range(0, 64)
                    .mapToObj(i -> bench.shell("echo out-" + i + "; echo err-" + i + " >&2; while [ ! -e " + gate
                            + " ]; do sleep 0.1; done; exit " + i))
                    .toList();
            runs.forEach(run ->
                    Bench.await("both lines", () -> run.observer().output().size() == 2));
            gate.toFile().mkdir();
            for (int i = 0; i < runs.size(); i++) {
                assertThat(runs.get(i).observer().awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(i));
                assertThat(runs.get(i).observer().lines(Stream.STDOUT)).containsExactly("out-" + i);
                assertThat(runs.get(i).observer().lines(Stream.STDERR)).containsExactly("err-" + i);
            }
        }
    }

    @Test
    void letsTheRestWaitAndThenSaysThatItIsBusy() {
        Path gate = state.resolve("gate");
        try (Bench bench = Bench.open(state, Map.of("executions_limit", 1, "executions_queue", 2))) {
            String waiting = "while [ ! -e " + gate + " ]; do sleep 0.02; done";
            Run first = bench.shell(waiting);
            first.observer().awaitStart(LIMIT);
            Run second = bench.shell("echo 2");
            Run third = bench.shell("echo 3");
            assertThat(bench.executor().refusal(Bench.order("test", "env")).map(Refusal::kind))
                    .contains(Refusal.Kind.BUSY);
            assertThat(bench.shell("echo 4").observer().awaitEnd(LIMIT)).isInstanceOf(ExecutionStatus.Failed.class);

            third.execution().stop();
            assertThat(third.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.empty()));
            assertThat(bench.executor().refusal(Bench.order("test", "env"))).isEmpty();
            assertThat(second.observer().statuses()).isEmpty();

            gate.toFile().mkdir();
            assertThat(second.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        }
    }

    @Test
    void refusesWhatItCannotGiveADirectoryUntilItCan() throws IOException {
        Path work = Files.createFile(state.resolve("work"));
        try (Bench bench = open()) {
            Refusal refusal =
                    bench.executor().refusal(Bench.order("test", "env")).orElseThrow();
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BUSY);
            assertThat(refusal.reason()).contains("no working directory can be made", work.toString());
            Files.delete(work);
            assertThat(bench.executor().refusal(Bench.order("test", "env"))).isEmpty();
        }
    }

    @Test
    void afterADirectoryCouldNotBeMadeItTriesBeforeItTakesMore() throws IOException {
        try (Bench bench = open()) {
            ExecutionOrder order = Bench.order("test", "env");
            Path taken = Files.createDirectories(bench.workDirectory(order.id()));
            RecordingObserver observer = new RecordingObserver();
            bench.executor().start(order, observer);
            assertThat(observer.awaitEnd(LIMIT).reason().orElseThrow())
                    .contains("the working directory cannot be made", taken.toString());
            Path work = taken.getParent();
            Files.delete(taken);
            assertThat(bench.executor().refusal(order)).isEmpty();
            assertThat(work).as("the trial is gone").isEmptyDirectory();
        }
    }

    @Test
    void refusesWhileTheDiskIsFullAndSaysSoOfWhatFailsThen() {
        try (Bench bench = Bench.open(state, Map.of("disk_free_bytes", Long.MAX_VALUE))) {
            assertThat(bench.executor().refusal(Bench.order("test", "env")))
                    .hasValueSatisfying(refusal -> assertThat(refusal.reason())
                            .contains("bytes are free on the disk of " + state.resolve("work"), "disk.free.bytes"));
            assertThat(bench.shell("exit 3").observer().awaitEnd(LIMIT).reason().orElseThrow())
                    .startsWith("exit code 3; only ")
                    .contains("bytes are free on the disk of");
            assertThat(bench.shell("true").observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
        }
    }

    @Test
    void isBusyWhileAProgramsDiskHangsAndHoldsNoRequestUp() {
        try (Bench bench = open()) {
            bench.disks().hangAfter(0);
            assertThat(bench.executor().refusal(Bench.order("test", "env"))).hasValueSatisfying(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BUSY);
                assertThat(refusal.reason()).contains("has the program", "a disk does not answer");
            });
            bench.disks().answer();
            assertThat(bench.executor().refusal(Bench.order("test", "env"))).isEmpty();
        }
    }

    @Test
    void isBusyWhileTheDiskOfItsWorkingDirectoriesHangs() {
        try (Bench bench = open()) {
            bench.disks().hangAfter(1); // that of the program answers
            assertThat(bench.executor().refusal(Bench.order("test", "env"))).hasValueSatisfying(refusal -> {
                assertThat(refusal.kind()).isEqualTo(Refusal.Kind.BUSY);
                assertThat(refusal.reason()).contains("no room for the program's files: a disk does not answer");
            });
            bench.disks().answer();
            assertThat(bench.executor().refusal(Bench.order("test", "env"))).isEmpty();
        }
    }

    @Test
    void endsEverythingWhenItIsClosed() {
        Run running;
        Run waiting;
        try (Bench bench = Bench.open(state, Map.of("executions_limit", 1))) {
            running = bench.shell("sleep 600");
            running.observer().awaitStart(LIMIT);
            waiting = bench.shell("true");
        }
        assertThat(running.observer().awaitEnd(LIMIT))
                .isEqualTo(new ExecutionStatus.Failed(
                        OptionalInt.of(143), "the native executor of this node was shut down"));
        assertThat(waiting.observer().awaitEnd(LIMIT))
                .isEqualTo(new ExecutionStatus.Failed(
                        OptionalInt.empty(), "the native executor of this node was shut down"));
    }

    @Test
    void leavesWhatRunsAndWaitsAloneWhenItsConfigurationChanges() {
        Path gate = state.resolve("gate");
        try (Bench bench = Bench.open(state, Map.of("executions_limit", 1))) {
            Run running = bench.shell("echo > f; while [ ! -e " + gate + " ]; do sleep 0.02; done; cat f; exit 3");
            running.observer().awaitStart(LIMIT);
            Run waiting = bench.shell("echo late");
            NativeExecutor old = bench.executor();
            bench.reconfigure();
            assertThat(old.refusal(Bench.order("test", "env"))).isPresent();
            assertThat(bench.shell("echo new").observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            assertThat(running.observer().statuses()).containsExactly(new ExecutionStatus.Started());

            gate.toFile().mkdir();
            assertThat(running.observer().awaitEnd(LIMIT).exitCode()).isEqualTo(OptionalInt.of(3));
            assertThat(waiting.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            assertThat(waiting.observer().lines(Stream.STDOUT)).containsExactly("late");
        }
    }

    @Test
    void stopsAndEndsWhatRunsUnderAnEarlierConfiguration() {
        Run stopped;
        Run left;
        try (Bench bench = open()) {
            stopped = bench.shell("sleep 600");
            left = bench.shell("sleep 600");
            stopped.observer().awaitStart(LIMIT);
            left.observer().awaitStart(LIMIT);
            bench.reconfigure();
            bench.reconfigure();
            stopped.execution().stop();
            assertThat(stopped.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Stopped(OptionalInt.of(143)));
        }
        assertThat(left.observer().awaitEnd(LIMIT))
                .isEqualTo(new ExecutionStatus.Failed(
                        OptionalInt.of(143), "the native executor of this node was shut down"));
    }

    @Test
    void endsWhatAnEarlierLifeOfTheNodeLeft() throws IOException {
        Path directory = Files.createDirectories(state.resolve("work").resolve("earlier"));
        ProcessBuilder builder = new ProcessBuilder("/bin/sleep", "600");
        builder.environment().put(ExecutionMark.VARIABLE, "earlier");
        Process process = builder.start();
        try (Bench bench = open()) {
            process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            Bench.await("removal of " + directory, () -> !Files.exists(directory));
            assertThat(bench.executor().services()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void runsOnlyRegisteredProgramsByDefault() {
        try (Bench bench = Bench.closed(state)) {
            bench.installed().install("hello", "/bin/echo", "echo", "hello");
            bench.installed().install("shell", "/bin/sh");
            assertThat(bench.executor().services()).containsExactly("hello");
            assertThat(bench.executor().refusal(Bench.order("hello"))).isEmpty();

            Run run = bench.run("hello");
            assertThat(run.observer().awaitEnd(LIMIT)).isEqualTo(new ExecutionStatus.Finished());
            assertThat(run.observer().lines(Stream.STDOUT)).containsExactly("hello");

            assertThat(bench.executor()
                            .refusal(Bench.order("other", "/bin/echo"))
                            .map(Refusal::message))
                    .contains("not found registered service");
            assertThat(bench.run("other", "/bin/echo").observer().awaitEnd(LIMIT))
                    .isInstanceOf(ExecutionStatus.Failed.class);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.ExecutionStatus;
import org.edgeorchestration.api.execution.ExecutionStatus.Failed;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Stopped;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.RecordingObserver;
import org.edgeorchestration.api.node.ExecutionType;
import org.edgeorchestration.executor.container.Workbench.Running;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a real engine. */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerRunTest {
    private @Nullable Workbench bench;

    @BeforeAll
    void start() {
        bench = new Workbench(
                TestEngine.host(),
                FakeInstalledServices.service("hello", ExecutionType.CONTAINER, "docker", "run", "hello-world"));
    }

    @AfterAll
    void stop() {
        if (bench != null) {
            bench.close();
        }
    }

    private Workbench bench() {
        return Objects.requireNonNull(bench);
    }

    private RecordingObserver run(String... command) {
        RecordingObserver observer = bench().start(command).observer();
        observer.awaitEnd(Workbench.LIMIT);
        return observer;
    }

    private static ExecutionStatus end(RecordingObserver observer) {
        return observer.awaitEnd(Workbench.LIMIT);
    }

    private static List<String> stdout(RecordingObserver observer) {
        return observer.lines(OutputLine.Stream.STDOUT);
    }

    private void awaitGone(String container) {
        Eventually.holds(
                () -> bench().docker("ps", "-aq", "--filter", "name=" + container)
                        .isEmpty(),
                () -> container + " was not removed");
    }

    @Test
    void runsTheReadmesExample() {
        RecordingObserver observer = run("docker", "run", "-v", "/var/run:/var/run:rw", "hello-world");
        assertThat(end(observer)).isEqualTo(new Finished());
        assertThat(stdout(observer)).contains("Hello from Docker!");
    }

    @Test
    void handsOnVariablesOutputAndExitCode() {
        RecordingObserver observer = run("docker", "run", "-e", "A=b", "busybox", "sh", "-c", "echo $A; exit 3");
        assertThat(stdout(observer)).containsExactly("b");
        assertThat(end(observer)).isEqualTo(new Failed(OptionalInt.of(3), "exit code 3"));
    }

    @Test
    void neverMixesSixtyFourAtOnce() {
        List<Running> runs = IntStream.range(0, 64)
                .mapToObj(i -> bench().start(
                                "docker", "run", "--rm", "-e", "A=v" + i, "busybox", "sh", "-c", "echo $A; exit " + i))
                .toList();
        for (int i = 0; i < 64; i++) {
            assertThat(end(runs.get(i).observer()).exitCode()).isEqualTo(OptionalInt.of(i));
            assertThat(stdout(runs.get(i).observer())).containsExactly("v" + i);
        }
    }

    @Test
    void runsAnInstalledServiceByItsName() {
        assertThat(bench().executor().services()).containsExactly("hello");
        ExecutionOrder named = Workbench.order();
        ExecutionOrder order =
                new ExecutionOrder(named.id(), "hello", named.type(), named.command(), named.requester());
        assertThat(bench().executor().refusal(order)).isEmpty();
        RecordingObserver observer = new RecordingObserver();
        bench().executor().start(order, observer);
        assertThat(end(observer)).isEqualTo(new Finished());
    }

    @Test
    void readsATerminalsLines() {
        RecordingObserver observer =
                run("docker", "run", "-it", "busybox", "sh", "-c", "echo one; echo zwölf >&2; tty");
        assertThat(stdout(observer)).hasSize(3).startsWith("one", "zwölf").allMatch(line -> !line.endsWith("\r"));
        assertThat(end(observer)).isEqualTo(new Finished());
    }

    @Test
    void removesTheContainerAndKeepsItsExitCodeWithAndWithoutRm() {
        for (String option : List.of("--rm", "--rm=false")) {
            Running run = bench().start("docker", "run", option, "busybox", "sh", "-c", "echo x; exit 7");
            assertThat(end(run.observer()).exitCode()).isEqualTo(OptionalInt.of(7));
            assertThat(stdout(run.observer())).containsExactly("x");
            awaitGone(run.container());
        }
    }

    @Test
    void pullsWhatIsAbsentOnceForAllWhoWait() {
        String image = TestEngine.registry() + "/hello-world";
        bench().docker("rmi", image);
        List<Running> runs = Stream.generate(() -> bench().start("docker", "run", image))
                .limit(8)
                .toList();
        for (Running run : runs) {
            assertThat(end(run.observer())).isEqualTo(new Finished());
            assertThat(stdout(run.observer())).contains("Hello from Docker!");
        }
        assertThat(runs.get(0).observer().statuses().get(0)).isInstanceOf(ExecutionStatus.Pulling.class);
        assertThat(runs.get(0).observer().lines(OutputLine.Stream.NODE))
                .contains("pulling " + image, "pulled " + image);
    }

    @Test
    void pullsByDigest() {
        String image = TestEngine.registry() + "/hello-world";
        bench().docker("pull", image);
        String digest = bench().docker("inspect", "--format", "{{index .RepoDigests 0}}", image);
        for (String name : List.of(digest, digest.replace("@", ":latest@"))) {
            bench().docker("rmi", image, digest);
            RecordingObserver observer = run("docker", "run", name);
            assertThat(end(observer)).isEqualTo(new Finished());
            assertThat(observer.statuses().get(0)).isInstanceOf(ExecutionStatus.Pulling.class);
        }
    }

    @Test
    void failsWithTheRegistrysWordsWhenTheTagIsMissing() {
        ExecutionStatus end = end(run("docker", "run", TestEngine.registry() + "/busybox:nope"));
        assertThat(end.reason().orElseThrow()).contains("manifest unknown");
        assertThat(end.exitCode()).isEmpty();
    }

    @Test
    void failsWithTheEnginesWordsWhenTheRegistryIsUnreachable() {
        ExecutionStatus end = end(run("docker", "run", "localhost:1/busybox"));
        assertThat(end).isInstanceOf(Failed.class);
        assertThat(end.reason().orElseThrow()).contains("localhost:1").contains("connection refused");
    }

    @Test
    void saysThatMemoryRanOut() {
        ExecutionStatus end = end(run("docker", "run", "-m", "16m", "busybox", "tail", "/dev/zero"));
        assertThat(end).isEqualTo(new Failed(OptionalInt.of(137), "killed: out of memory (limit 16m)"));
    }

    @Test
    void stopsARunningContainerAndRemovesIt() {
        Running run = bench().start(
                        "docker",
                        "run",
                        "busybox",
                        "sh",
                        "-c",
                        "trap 'echo bye; exit 5' TERM; echo up; sleep 60 & wait");
        run.observer().awaitStart(Workbench.LIMIT);
        run.execution().stop();
        assertThat(end(run.observer())).isInstanceOf(Stopped.class);
        awaitGone(run.container());
    }

    @Test
    void killsWhatDoesNotStopInTime() {
        Running run = bench().start("docker", "run", "--stop-timeout", "0", "busybox", "sleep", "60");
        run.observer().awaitStart(Workbench.LIMIT);
        run.execution().stop();
        assertThat(end(run.observer())).isEqualTo(new Stopped(OptionalInt.of(137)));
    }

    @Test
    void stopsWhatHasNotBegun() {
        List<Running> runs = Stream.generate(() -> bench().start("docker", "run", "busybox", "true"))
                .limit(20)
                .toList();
        Running last = runs.get(19);
        last.execution().stop();
        assertThat(end(last.observer())).isInstanceOf(Stopped.class);
        runs.subList(0, 19).forEach(run -> assertThat(end(run.observer())).isEqualTo(new Finished()));
    }

    @Test
    void followsAcrossRestartsOfTheContainersPolicy() {
        RecordingObserver observer =
                run("docker", "run", "--restart", "on-failure:2", "busybox", "sh", "-c", "echo again; exit 9");
        assertThat(end(observer).exitCode()).isEqualTo(OptionalInt.of(9));
        assertThat(stdout(observer)).containsExactly("again", "again", "again");
    }

    @Test
    void adoptsAContainerThatALostReplyLeftBehind() {
        ExecutionOrder order = Workbench.order("docker", "run", "busybox", "echo", "mine");
        bench().docker(
                        "create",
                        "--name",
                        "edge-" + order.id(),
                        "-l",
                        "org.edgeorchestration.execution=" + order.id(),
                        "busybox",
                        "echo",
                        "adopted");
        RecordingObserver observer = new RecordingObserver();
        bench().executor().start(order, observer);
        assertThat(end(observer)).isEqualTo(new Finished());
        assertThat(stdout(observer)).containsExactly("adopted");
    }

    @Test
    void leavesAContainerAloneThatOnlyHasItsName() {
        ExecutionOrder order = Workbench.order("docker", "run", "busybox", "true");
        String id = bench().docker("create", "--name", "edge-" + order.id(), "busybox", "true");
        RecordingObserver observer = new RecordingObserver();
        bench().executor().start(order, observer);
        assertThat(end(observer).reason().orElseThrow()).contains("already in use");
        assertThat(bench().docker("rm", id)).isEqualTo(id);
    }

    @Test
    void endsWhenSomebodyRemovesItsContainer() {
        Running run = bench().start("docker", "run", "busybox", "sleep", "60");
        run.observer().awaitStart(Workbench.LIMIT);
        bench().docker("rm", "-f", run.container());
        // removing means killing first: whether the exit code can still be read is a matter of milliseconds
        assertThat(end(run.observer())).isInstanceOfAny(ExecutionStatus.Lost.class, Failed.class);
    }

    @Test
    void readsVariablesFromAFileOfTheNode(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("env"), "# a comment\nA=from file\n\nB=2\n");
        RecordingObserver observer =
                run("docker", "run", "--env-file", file.toString(), "-e", "B=3", "busybox", "sh", "-c", "echo $A $B");
        assertThat(stdout(observer)).containsExactly("from file 3");
        assertThat(end(run("docker", "run", "--env-file", "/no/such/file", "busybox"))
                        .reason()
                        .orElseThrow())
                .contains("/no/such/file");
    }

    @Test
    void saysInTheEnginesWordsWhatItRefuses() {
        ExecutionStatus end = end(run("docker", "run", "--network", "nowhere", "busybox", "true"));
        assertThat(end.reason().orElseThrow()).contains("network nowhere not found");
        assertThat(end.exitCode()).isEmpty();
    }

    /** What Docker's own command line makes of the same options is the measure. */
    @TestFactory
    Stream<DynamicTest> createsWhatDockersCommandLineCreates() {
        return Stream.of(
                        "-v /tmp:/a:ro -v /c --tmpfs /d:size=1m --read-only -w /a -u 7:8",
                        "-v vol:/b -e A=b -e B= -l x=y -l z -h name --domainname dom --add-host h:1.2.3.4",
                        "-m 64m --memory-reservation 32m --memory-swap 128m --cpus 0.5 --cpu-shares 512 --pids-limit 50",
                        "--cap-drop ALL --cap-add CHOWN --cap-add NET_ADMIN --security-opt no-new-privileges --init",
                        "--entrypoint /bin/sh --restart on-failure:3 --stop-signal SIGINT --stop-timeout 7",
                        "--device /dev/null:/dev/x:rw --device-cgroup-rule c~1:3~r --ulimit nofile=1024:2048 --shm-size 32m",
                        "-p 127.0.0.1:8080:80 -p 9000-9001:90-91/udp --expose 70 -P --dns 1.1.1.1 --dns-search x --dns-opt y",
                        "--health-cmd true --health-interval 5s --health-timeout 1s --health-retries 2 --health-start-period 3s",
                        "--no-healthcheck --log-driver json-file --log-opt max-size=1m --ipc private --pid host --uts host",
                        "--mount type=bind,source=/tmp,target=/m,readonly --mount type=tmpfs,target=/n,tmpfs-size=1m -it",
                        "--mount type=volume,src=v2,target=/o,volume-nocopy --group-add 5 --sysctl net.ipv4.ip_forward=1",
                        "--oom-score-adj 500 --blkio-weight 300 --cgroup-parent /edge")
                .map(options -> DynamicTest.dynamicTest(options, () -> compare(options)));
    }

    private void compare(String options) throws BadCommand, EngineException {
        List<String> words = Stream.of((options + " busybox sleep 1").split(" ", -1))
                .map(word -> word.replace('~', ' '))
                .toList();
        String name = "edge-test-" + Integer.toHexString(options.hashCode());
        bench().docker("rm", "-f", name + "-a", name + "-b");
        List<String> theirs = new ArrayList<>(List.of("create", "--name", name + "-a"));
        theirs.addAll(words);
        List<String> ours = new ArrayList<>(List.of("docker", "run"));
        ours.addAll(words);
        try {
            bench().docker(theirs.toArray(String[]::new));
            bench().engine().create(DockerRunCommand.parse(ours), name + "-b", Map.of());
            for (String field : List.of(
                    "Env",
                    "Labels",
                    "Hostname",
                    "Domainname",
                    "User",
                    "WorkingDir",
                    "Volumes",
                    "Entrypoint",
                    "Cmd",
                    "ExposedPorts",
                    "Healthcheck",
                    "StopSignal",
                    "StopTimeout",
                    "Tty",
                    "OpenStdin")) {
                assertThat(inspect(name + "-b", ".Config", field)).isEqualTo(inspect(name + "-a", ".Config", field));
            }
            for (String field : List.of(
                    "Binds",
                    "Mounts",
                    "Tmpfs",
                    "ReadonlyRootfs",
                    "ExtraHosts",
                    "Memory",
                    "MemoryReservation",
                    "MemorySwap",
                    "NanoCpus",
                    "CpuShares",
                    "PidsLimit",
                    "CapAdd",
                    "CapDrop",
                    "SecurityOpt",
                    "Init",
                    "RestartPolicy",
                    "Devices",
                    "DeviceCgroupRules",
                    "Ulimits",
                    "ShmSize",
                    "PortBindings",
                    "PublishAllPorts",
                    "Dns",
                    "DnsSearch",
                    "DnsOptions",
                    "LogConfig",
                    "IpcMode",
                    "PidMode",
                    "UTSMode",
                    "GroupAdd",
                    "Sysctls",
                    "OomScoreAdj",
                    "BlkioWeight",
                    "CgroupParent")) {
                assertThat(inspect(name + "-b", ".HostConfig", field))
                        .isEqualTo(inspect(name + "-a", ".HostConfig", field));
            }
        } finally {
            bench().docker("rm", "-f", "-v", name + "-a", name + "-b");
        }
    }

    private String inspect(String container, String part, String field) {
        String json =
                bench().docker("inspect", "--format", "{{json (index " + part + " \"" + field + "\")}}", container);
        // what is empty and what is absent mean the same; the engine makes host names up
        // a volume without a driver is one with an empty driver, and the engine knows capabilities by both names
        String plain = json.replace("\"DriverConfig\":{},", "").replace("\"CAP_", "\"");
        String told = plain.matches("\\[]|\\{}|null|\"[0-9a-f]{12}\"") ? "" : plain;
        return field + "=" + inOrder(field, told.replace("\"Name\":\"no\"", "\"Name\":\"\""));
    }

    /** Docker keeps these as maps on the way, so that their order varies from run to run and means nothing. */
    private static String inOrder(String field, String list) {
        if (!Set.of("Env", "Binds", "CapAdd", "CapDrop", "GroupAdd").contains(field) || !list.startsWith("[")) {
            return list;
        }
        return Stream.of(list.substring(1, list.length() - 1).split(","))
                .sorted()
                .toList()
                .toString();
    }

    @Test
    void endsAQueueOfStopsInTime() {
        List<Running> runs = Stream.generate(() -> bench().start("docker", "run", "busybox", "sleep", "60"))
                .limit(10)
                .toList();
        runs.forEach(run -> run.observer().awaitStart(Workbench.LIMIT));
        runs.forEach(run -> run.execution().stop());
        runs.forEach(run ->
                assertThat(run.observer().awaitEnd(Duration.ofSeconds(20))).isInstanceOf(Stopped.class));
    }
}

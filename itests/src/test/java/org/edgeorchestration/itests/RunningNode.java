// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One life of a node: the distribution's own script, as a process. */
final class RunningNode implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(3);
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);

    /** Felix says so of one that it delivers a moment later: a race of its own, at a start on a busy machine (FELIX-612). */
    private static final String HARMLESS = "Ignoring new configuration pid=org.apache.felix.fileinstall~deploy";

    private static final List<String> JAVAS_OWN = List.of("process reaper", "GC Thread", "G1 ", "C1 Comp", "C2 Comp");

    private final NodeHome home;
    private final Process process;
    private final Application application;

    private RunningNode(NodeHome home, Process process, Application application) {
        this.home = home;
        this.process = process;
        this.application = application;
    }

    static RunningNode launch(
            NodeHome home, List<String> command, Map<String, String> variables, Application application)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output(home).toFile()));
        Witnesses.watch(output(home));
        builder.environment().putAll(variables);
        return new RunningNode(home, builder.start(), application);
    }

    private static Path output(NodeHome home) {
        return home.home().resolveSibling("output.log");
    }

    void awaitAnswer() {
        await("answer of the node", application::isAnswered);
    }

    /** Until it says itself that nothing is missing: it has an executor, and has measured the machine. */
    void awaitHealth() {
        await("health of the node", application::isHealthy);
    }

    private void await(String what, BooleanSupplier condition) {
        Await.until(
                what,
                ANSWERS_WITHIN,
                () -> {
                    assertThat(process.isAlive())
                            .as("the node ended; it said:\n%s", log())
                            .isTrue();
                    return condition.getAsBoolean();
                },
                this::log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Application application() {
        return application;
    }

    /** The lines that the node has said so far, in all of its lives: {@code bin/karaf server} logs to standard output. */
    String log() {
        try {
            String text = new String(Files.readAllBytes(output(home)), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1); // the last may be half written yet
        } catch (IOException e) {
            throw new AssertionError("the node's log cannot be read", e);
        }
    }

    /** The lines of the log that tell of an error. */
    List<String> errors() {
        return log().lines()
                .filter(line -> line.contains("ERROR") && !isHarmless(line))
                .toList();
    }

    static boolean isHarmless(String line) {
        return line.contains(HARMLESS);
    }

    /** What one command of the node's console prints. */
    String console(String command) {
        return Command.run(List.of(home.home().resolve("bin/client").toString(), command));
    }

    /** Asks the process to end, as an operator's SIGTERM does, and gives how long that took. */
    Duration terminated() {
        long begin = System.nanoTime();
        process.destroy();
        assertThat(hasEnded()).as("the node ended; it said:\n%s", log()).isTrue();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** What the process, which has ended, gave back. */
    int exitStatus() {
        return process.exitValue();
    }

    /** A path as the process sees it, which may have mounts of its own. */
    Path seen(Path path) {
        return proc().resolve("root").resolve(Path.of("/").relativize(path));
    }

    /** Sends a signal, such as {@code STOP}. */
    void signalled(String signal) {
        Command.run(List.of(
                "sh",
                "-c",
                "kill -" + signal + " " + process.pid())); // the shell's own: not every Debian has the program
    }

    /** Ends the process with no chance to do anything. */
    void killed() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * What the node takes of the machine.
     *
     * @param liveBytes what is on the heap after a full collection
     */
    record Vitals(long liveBytes, int descriptors) {}

    Vitals vitals() {
        try (Stream<Path> descriptors = Files.list(proc().resolve("fd"))) {
            return new Vitals(liveBytes(), Math.toIntExact(descriptors.count()));
        } catch (IOException e) {
            throw new AssertionError("the node's descriptors cannot be listed", e);
        }
    }

    private long liveBytes() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Command.run(List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
        return figure(histogram, "^Total +\\d+ +(\\d+)");
    }

    /**
     * The names of the node's threads, each cut to 15 characters by the kernel. Those of Java itself are left out that wait for the ends
     * of processes, which it keeps for a minute, collect garbage or compile, of which it has as many as it thinks fit.
     */
    List<String> threads() {
        try (Stream<Path> tasks = Files.list(proc().resolve("task"))) {
            return tasks.flatMap(RunningNode::nameOfThread)
                    .filter(name -> JAVAS_OWN.stream().noneMatch(name::startsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("the node's threads cannot be listed", e);
        }
    }

    private static Stream<String> nameOfThread(Path task) {
        try {
            return Files.readString(task.resolve("comm")).lines();
        } catch (IOException e) {
            return Stream.empty(); // it has ended since it was listed
        }
    }

    /** The files that the process has mapped into its memory, one line each. */
    List<String> mappedFiles() throws IOException {
        return Files.readAllLines(proc().resolve("maps"));
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private static long figure(String text, String line) {
        Matcher matcher = Pattern.compile(line, Pattern.MULTILINE).matcher(text);
        assertThat(matcher.find()).as("%s in\n%s", line, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!hasEnded()) {
            process.destroyForcibly();
            assertThat(hasEnded()).as("the node ended").isTrue();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

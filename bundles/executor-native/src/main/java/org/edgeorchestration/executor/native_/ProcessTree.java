// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes of one execution: the main one, its descendants, and whatever carries the execution's id in its
 * environment. The latter finds daemons too, which have left their parent, process group and session behind; only a
 * program that does that and empties its environment escapes.
 */
final class ProcessTree {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path PROC = Path.of("/proc");
    private static final int KILL_ROUNDS = 10;
    private static final Duration KILL_ROUND = Duration.ofMillis(200);
    private static final long SHORTEST_PAUSE_MS = 2;
    private static final long LONGEST_PAUSE_MS = 50;

    private final ExecutionId id;
    private final Optional<ProcessHandle> main;
    private final Ticker ticker;
    private final ExecutionMark mark;

    private ProcessTree(ExecutionId id, Optional<ProcessHandle> main, Ticker ticker) {
        this.id = id;
        this.main = main;
        this.ticker = ticker;
        this.mark = new ExecutionMark(id);
    }

    /** The processes of an execution that began as {@code process}. */
    static ProcessTree of(ExecutionId id, Process process, Ticker ticker) {
        return new ProcessTree(id, Optional.of(process.toHandle()), ticker);
    }

    /** Those that carry an execution's id, whether or not its main process is known. */
    static ProcessTree marked(ExecutionId id, Ticker ticker) {
        return new ProcessTree(id, Optional.empty(), ticker);
    }

    /** SIGTERM to all, and SIGKILL to those that live on after {@code grace}. Returns at once when there is none. */
    void stop(Duration grace) throws InterruptedException {
        Set<ProcessHandle> members = members();
        members.forEach(ProcessHandle::destroy);
        awaitEnd(members, grace);
        for (int round = 0; round < KILL_ROUNDS && !members.isEmpty(); round++) {
            members = members(); // again: they may have made others meanwhile
            members.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(members, KILL_ROUND);
        }
        if (!members.isEmpty()) {
            LOG.warn("execution={} processes {} do not end, even by force", id, members);
        }
    }

    /** SIGKILL to all that are there now, without waiting. */
    void kill() {
        members().forEach(ProcessHandle::destroyForcibly);
    }

    private void awaitEnd(Set<ProcessHandle> members, Duration limit) throws InterruptedException {
        long begin = ticker.nanoTime();
        long pause = SHORTEST_PAUSE_MS;
        while (members.stream().anyMatch(ProcessTree::alive) && ticker.nanoTime() - begin < limit.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
    }

    /** The main one first: where it hears of the end of its children before it is told to end itself, its exit code tells of that instead. */
    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        // A dead one has no descendants any more, and they are sought among all processes of the host.
        main.filter(ProcessHandle::isAlive).ifPresent(handle -> {
            members.add(handle);
            handle.descendants().forEach(members::add);
        });
        addMarked(members);
        members.removeIf(handle -> !alive(handle));
        return members;
    }

    private void addMarked(Set<ProcessHandle> members) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                // few bear it, and a handle of each process of the host would cost more than all the rest
                if (mark.on(process)) {
                    add(process, members);
                }
            }
        } catch (IOException e) {
            LOG.debug("execution={} {} cannot be listed; only descendants are known", id, PROC, e);
        }
    }

    /** The mark again: the handle knows the process by its start time, so a number that was used again in between is not taken for it. */
    private void add(Path process, Set<ProcessHandle> members) {
        ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                .filter(handle -> mark.on(process))
                .ifPresent(members::add);
    }

    /** A dead process whose parent does not ask for its exit code is not alive, though it has a number. */
    private static boolean alive(ProcessHandle handle) {
        if (!handle.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(PROC.resolve(handle.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException | StringIndexOutOfBoundsException e) {
            return handle.isAlive();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.edgeorchestration.api.execution.ExecutionOrder;
import org.edgeorchestration.api.execution.InstalledServices;
import org.edgeorchestration.api.execution.Refusal;
import org.edgeorchestration.api.node.Ticker;

/**
 * Whether an order may come in now. Asked on the threads of requests: what must be known of a disk is seen by others, so that one
 * which hangs holds no request for longer than a moment.
 */
final class Entrance {
    /** So many places on disks may hang before those that do not are out of sight as well. */
    static final int LOOKERS = 8;

    /** Far more than a disk needs that answers, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Admission admission;
    private final Turns turns;
    private final WorkDirectories directories;
    private final Looks<WorkDirectories, Optional<String>> room;

    /** @param lookers {@link #LOOKERS} threads, which may hang as long as a disk does */
    Entrance(
            Settings settings,
            InstalledServices installed,
            SearchPath path,
            Turns turns,
            WorkDirectories directories,
            Executor lookers,
            Ticker ticker) {
        Looks<Path, Optional<Path>> programs = new Looks<>(path::find, PATIENCE, lookers, ticker);
        this.admission = new Admission(settings, installed, path, programs::at);
        this.turns = turns;
        this.directories = directories;
        this.room = new Looks<>(WorkDirectories::obstacle, PATIENCE, lookers, ticker);
    }

    /** Why not, if it may not. */
    Optional<Refusal> refusal(ExecutionOrder order) {
        return admission
                .verdict(order)
                .refusal()
                .or(() -> turns.full() ? Optional.of(crowded()) : Optional.empty())
                .or(() -> obstacle().map(Entrance::noRoom));
    }

    private Optional<String> obstacle() {
        try {
            return room.at(directories);
        } catch (DiskHangs e) {
            return Optional.of(DiskHangs.WHY);
        }
    }

    private static Refusal noRoom(String why) {
        return Refusal.busy("this node has no room for the program's files: " + why
                + "; try again when there is (disk.free.bytes of the native executor)");
    }

    /** That too many run and wait. */
    static Refusal crowded() {
        return Refusal.busy("as many processes as this node allows run and wait already; try again later, or raise"
                + " executions.limit or executions.queue of the native executor");
    }
}

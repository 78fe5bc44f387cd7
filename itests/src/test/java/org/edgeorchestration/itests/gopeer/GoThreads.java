// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The peer's threads, as many as it takes. A task that fails is a defect of this peer, and told as one. */
final class GoThreads implements Executor {

    private final ExecutorService threads = Executors.newCachedThreadPool(GoThreads::daemon);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(GoThreads::daemon);
    private final Story story;

    GoThreads(Story story) {
        this.story = story;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                story.tell("defect", "cause", e.toString());
            }
        });
    }

    void after(long millis, Runnable task) {
        var unused = clock.schedule(() -> execute(task), millis, TimeUnit.MILLISECONDS);
    }

    void every(long seconds, Runnable task) {
        var unused = clock.scheduleAtFixedRate(() -> execute(task), seconds, seconds, TimeUnit.SECONDS);
    }
}

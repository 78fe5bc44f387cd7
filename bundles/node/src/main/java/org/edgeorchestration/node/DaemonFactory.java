// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Makes daemon threads with a pool's name. */
final class DaemonFactory implements ThreadFactory {
    private final String name;
    private final AtomicLong made = new AtomicLong();

    DaemonFactory(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "edge-" + name + "-" + made.incrementAndGet());
        thread.setDaemon(true);
        // The class loader of whoever happened to make the thread must not live as long as the thread does.
        thread.setContextClassLoader(DaemonFactory.class.getClassLoader());
        // What a task throws is logged by its pool; a second report on standard error would only confuse.
        thread.setUncaughtExceptionHandler((ended, thrown) -> {});
        return thread;
    }
}

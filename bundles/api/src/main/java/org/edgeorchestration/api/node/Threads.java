// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.node;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The only maker of threads. One service per framework, from the bundle {@code node}. Who asks for a pool owns it and shuts it
 * down in its own {@code close()}; {@code doc/threads.md} lists every pool by name.
 *
 * <p>All threads are daemons named {@code edge-<name>-<n>}. A task that throws is logged with its pool's name; the
 * pool lives on.
 */
public interface Threads {

    /**
     * A pool of at most {@code size} threads, made as needed and ended after ten idle seconds.
     *
     * @param name what the threads do, one lower-case word or two with a hyphen
     * @param size the most threads at one time, 1 or more
     * @param queue how many tasks may wait, 1 or more; a task beyond that meets
     *     {@link java.util.concurrent.RejectedExecutionException} at once
     */
    ExecutorService pool(String name, int size, int queue);

    /**
     * One thread for timed work that does not block.
     *
     * @param name as for {@link #pool}
     */
    ScheduledExecutorService scheduler(String name);
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.nio.file.Path;
import java.time.Duration;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An execution that an earlier life of the node did not end: nobody reads its output or can learn its exit code any
 * more.
 *
 * @param directory its working directory, named by its id
 */
record Leftover(Path directory, WorkDirectories directories, Ticker ticker) {
    private static final Logger LOG = LoggerFactory.getLogger(Leftover.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Ends its processes and removes its directory. */
    void remove() {
        String name = directory.getFileName().toString();
        LOG.info("execution={} ending what an earlier life of this node left", name);
        try {
            ProcessTree.marked(new ExecutionId(name), ticker).stop(GRACE);
            directories.remove(directory);
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is not a working directory of this node; left as it is", directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;

/** Says which pool refused a task, and why. */
record NamedRejection(String name) implements RejectedExecutionHandler {

    @Override
    public void rejectedExecution(Runnable task, ThreadPoolExecutor pool) {
        String why =
                pool.isShutdown() ? "is closed" : "is full: " + pool.getQueue().size() + " tasks wait";
        throw new RejectedExecutionException("pool " + name + " " + why);
    }
}

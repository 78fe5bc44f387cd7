// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.api.node.Ticker;

/**
 * What all runs of one executor share.
 *
 * @param engine runs the containers
 * @param watch knows whether the engine is there
 * @param pulls the pulls under way
 * @param starts its size is how many containers are created and started at one time; the others wait in its queue
 * @param ends looks after containers that ended
 * @param stops waits for containers that were asked to stop
 * @param scheduler for what is to happen later; nothing on it blocks
 * @param ticker the monotonic clock
 * @param node this node's id, a label of each container
 * @param patience how long an engine may be away before a run is lost
 * @param stopGrace how long a container may take to end when it is stopped, unless its command says otherwise
 */
record RunWorkshop(
        ContainerEngine engine,
        EngineWatch watch,
        ImagePulls pulls,
        ExecutorService starts,
        ExecutorService ends,
        ExecutorService stops,
        ScheduledExecutorService scheduler,
        Ticker ticker,
        NodeId node,
        Duration patience,
        Duration stopGrace) {}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.util.Map;

/**
 * What the engine says of a container.
 *
 * @param id the engine's id for it
 * @param phase where it stands
 * @param exitCode its last exit code, 0 while there is none
 * @param outOfMemory whether the kernel killed a process of it for want of memory
 * @param error why it could not start, in the engine's words; empty when it could
 * @param labels its labels
 */
record ContainerState(
        String id, Phase phase, int exitCode, boolean outOfMemory, String error, Map<String, String> labels) {

    enum Phase {
        /** Never started. */
        CREATED,
        /** Running, paused, or about to be started again by its restart policy. */
        ALIVE,
        ENDED
    }
}

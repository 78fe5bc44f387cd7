// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.peer;

import java.util.Optional;
import java.util.OptionalDouble;
import org.edgeorchestration.api.scoring.Resources;

/**
 * How busy a node said it is.
 *
 * @param resources its measurements, in this node's words; empty where it tells none
 * @param goScore its own Go score for this node (specification, section 4.1), where it told one; above 0
 * @param running executions that run there, 0 or more; 0 where it does not tell
 * @param waiting executions accepted there that have not begun yet, 0 or more; 0 where it does not tell
 * @param full whether it would take no more now
 */
public record Load(Optional<Resources> resources, OptionalDouble goScore, int running, int waiting, boolean full) {

    public Load {
        if (running < 0 || waiting < 0) {
            throw new IllegalArgumentException(
                    "running and waiting must be 0 or more, but were " + running + " and " + waiting);
        }
    }
}

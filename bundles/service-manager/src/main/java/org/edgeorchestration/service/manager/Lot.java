// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.SplittableRandom;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.NodeId;

/**
 * All chance in a decision, drawn from the execution's id: a random number that is given from outside and recorded anyway. The
 * same id draws the same lots on every machine. Pure.
 */
final class Lot {
    private Lot() {}

    /** Numbers for that execution. */
    static SplittableRandom of(ExecutionId id) {
        return new SplittableRandom(mixed(id.value().hashCode()));
    }

    /** That node's lot for that execution; String's hash code is the same everywhere, too. */
    static long of(ExecutionId id, NodeId node) {
        return mixed(((long) id.value().hashCode() << 32) ^ (node.value().hashCode() & 0xffff_ffffL));
    }

    /** Spreads evenly over all longs: the finalizer of MurmurHash3. */
    private static long mixed(long number) {
        long hash = number;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}

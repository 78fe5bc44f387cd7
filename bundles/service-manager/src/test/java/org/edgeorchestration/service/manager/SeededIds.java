// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.edgeorchestration.api.execution.ExecutionId;

/** Ids as a node makes them, but the same for the same seed: with them every lot of a test falls in the same way each time. Any thread. */
final class SeededIds implements Supplier<ExecutionId> {
    private final Random dice;

    SeededIds(long seed) {
        dice = new Random(seed);
    }

    @Override
    public synchronized ExecutionId get() {
        return new ExecutionId(new UUID(dice.nextLong(), dice.nextLong()).toString());
    }
}

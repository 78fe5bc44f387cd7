// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the memory of all bodies that are on their way together: each may be slow and nearly whole at the same time. Any thread.
 */
public final class BodyMemory {
    private final AtomicInteger free;

    /** @param most how many bytes all bodies together may take that are not whole yet */
    public BodyMemory(int most) {
        free = new AtomicInteger(most);
    }

    /** Sets {@code bytes} aside; false, and nothing changed, when there are not as many. */
    boolean take(int bytes) {
        return free.getAndUpdate(left -> left >= bytes ? left - bytes : left) >= bytes;
    }

    /** Gives back what was taken. */
    void give(int bytes) {
        free.addAndGet(bytes);
    }
}

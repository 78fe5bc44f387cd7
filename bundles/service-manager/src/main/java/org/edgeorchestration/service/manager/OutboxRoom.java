// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.service.ServiceStatus;

/** How many statuses the outbox holds, and whether it may hold one more. Any thread. */
final class OutboxRoom {
    private final int limit;
    private final AtomicInteger held = new AtomicInteger();

    /**
     * @param limit how many statuses are held at most; the last quarter is kept free for terminal ones, and as much again for terminal
     *     ones that go to nodes
     */
    OutboxRoom(int limit) {
        this.limit = limit;
    }

    /** Makes room for one more; false when there is none. */
    boolean take(URI receiver, ServiceStatus status) {
        if (held.incrementAndGet() > limit(receiver, status)) {
            giveBack();
            return false;
        }
        return true;
    }

    /**
     * Up to how many may be held for this one to be taken. A node waits for the end of what it placed here, and while this node lives learns
     * it in no other way: applications that do not listen must not keep it from that.
     */
    private long limit(URI receiver, ServiceStatus status) {
        if (!status.status().terminal()) {
            return (long) limit - limit / 4;
        }
        return Patience.application(receiver) ? limit : 2L * limit;
    }

    /** One is held no longer. */
    void giveBack() {
        held.decrementAndGet();
    }

    int held() {
        return held.get();
    }
}

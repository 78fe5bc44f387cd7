// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.time.Duration;
import org.edgeorchestration.api.service.ServiceStatus;

/**
 * Takes statuses for receivers outside and sees to their delivery: in order for one execution, as often as its patience
 * allows. {@link MemoryOutbox} forgets what a stopped node had not delivered; one that remembers takes its place without anybody
 * noticing.
 */
interface Outbox {

    /** Takes {@code status} for {@code receiver}. Any thread; returns at once, never throws. */
    void add(URI receiver, ServiceStatus status);

    /** Blocks while something is on its way for the first time or again, but no longer than {@code limit}. Not on a pause between two tries. */
    void settle(Duration limit);

    /** Ends all work; logs what is given up. */
    void close();
}

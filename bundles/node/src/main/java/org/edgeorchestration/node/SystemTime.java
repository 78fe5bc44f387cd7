// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import java.time.Instant;
import java.time.InstantSource;
import org.edgeorchestration.api.node.Ticker;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The machine's own clocks: wall time for people, monotonic time for durations. */
@Component(service = {InstantSource.class, Ticker.class})
public final class SystemTime implements InstantSource, Ticker {

    @Activate
    public SystemTime() {}

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}

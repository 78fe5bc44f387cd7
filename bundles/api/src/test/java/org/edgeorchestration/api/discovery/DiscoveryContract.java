// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Discovery} must do. Subclasses say which one, and how a node comes within its sight. */
public abstract class DiscoveryContract {
    private static final long LIMIT_SECONDS = 20;

    /** The discovery to test, with nobody in sight; the same one within a test. */
    protected abstract Discovery discovery();

    /** Brings one more node within its sight. */
    protected abstract void bringIntoSight();

    @Test
    void claimsNothingWhileNobodyIsInSight() {
        assertThat(discovery().sightings()).isEmpty();
    }

    @Test
    void tellsItsWatchersWhenANodeComesIntoSight() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        try (Discovery.Watch watch = discovery().watch(() -> {
            if (!discovery().sightings().isEmpty()) {
                seen.countDown();
            }
        })) {
            assertThat(watch).isNotNull();
            bringIntoSight();
            assertThat(seen.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(discovery().sightings()).hasSize(1);
    }

    @Test
    void tellsAWatcherNothingAfterItsWatchIsClosed() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        Discovery.Watch closed = discovery().watch(told::incrementAndGet);
        closed.close();
        closed.close();
        CountDownLatch seen = new CountDownLatch(1);
        try (Discovery.Watch open = discovery().watch(seen::countDown)) {
            assertThat(open).isNotNull();
            bringIntoSight();
            assertThat(seen.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(told).hasValue(0);
    }

    @Test
    void handsOutSnapshots() throws InterruptedException {
        Collection<Sighting> before = discovery().sightings();
        CountDownLatch seen = new CountDownLatch(1);
        try (Discovery.Watch watch = discovery().watch(seen::countDown)) {
            assertThat(watch).isNotNull();
            bringIntoSight();
            assertThat(seen.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(List.copyOf(before)).isEmpty();
    }
}

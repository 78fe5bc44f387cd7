// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.node.ManualTime;
import org.edgeorchestration.api.node.RealThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LooksTest {
    private static final int THREADS = 2;
    private static final int WAITING = 1;

    /** What no look that answers takes, however busy the machine is; and no test waits so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ManualTime time = new ManualTime();
    private final RealThreads threads = new RealThreads();
    private final ThreadPoolExecutor pool = (ThreadPoolExecutor) threads.pool("look", THREADS, WAITING);
    private final ExecutorService askers = threads.pool("ask", 10, 1);
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final Looks<String, Integer> looks = new Looks<>(this::look, PATIENCE, pool, time);

    private int look(String place) {
        try {
            hanging.getOrDefault(place, new CountDownLatch(0)).await();
            return taken.incrementAndGet();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody else looks there, and is not heard of before the latch is down. */
    private CountDownLatch hangs(String place) {
        CountDownLatch end = new CountDownLatch(1);
        hanging.put(place, end);
        int before = pool.getActiveCount() + pool.getQueue().size();
        askers.execute(() -> {
            try {
                looks.at(place);
            } catch (DiskHangs e) {
                // the test let time pass
            }
        });
        Bench.await("look", () -> pool.getActiveCount() + pool.getQueue().size() > before);
        return end;
    }

    private void assertHangs(String place) {
        assertThatThrownBy(() -> looks.at(place)).isInstanceOf(DiskHangs.class);
    }

    @AfterEach
    void close() {
        hanging.values().forEach(CountDownLatch::countDown);
        threads.close();
    }

    @Test
    void tellsWhatIsToBeSeenNowAndNotWhatWas() throws DiskHangs {
        assertThat(looks.at("work")).isEqualTo(1);
        assertThat(looks.at("work")).isEqualTo(2);
    }

    @Test
    void losesItsPatienceWithAPlaceThatHangs() {
        hanging.put("dead", new CountDownLatch(1));
        Looks<String, Integer> impatient = new Looks<>(this::look, Duration.ofMillis(1), pool, time);
        assertThatThrownBy(() -> impatient.at("dead")).isInstanceOf(DiskHangs.class);
    }

    @Test
    void makesNobodyWaitForAPlaceThatIsKnownToHang() {
        hangs("dead");
        time.advance(PATIENCE);
        for (int i = 0; i < 10_000; i++) {
            assertHangs("dead");
        }
        assertThat(pool.getTaskCount()).isEqualTo(1);
    }

    @Test
    void goesOnWithOtherPlacesWhileOneHangs() throws DiskHangs {
        hangs("dead");
        assertThat(looks.at("work")).isEqualTo(1);
    }

    @Test
    void seesAPlaceAgainThatNoLongerHangs() {
        CountDownLatch end = hangs("dead");
        time.advance(PATIENCE);
        assertHangs("dead");
        end.countDown();
        Bench.await("an answer of the disk", () -> {
            try {
                return looks.at("dead") > 0;
            } catch (DiskHangs notYet) {
                return false;
            }
        });
    }

    @Test
    void takesNoMoreLooksThanItHasThreadsAndPlacesFor() {
        for (int i = 0; i < THREADS + WAITING; i++) {
            hangs("dead" + i);
        }
        assertHangs("work");
    }

    @Test
    void tellsWhoHasJoinedALookThatNoThreadIsLeftForIt() {
        CompletableFuture<Throwable> joined = new CompletableFuture<>();
        CompletableFuture<Looks<String, Integer>> busy = new CompletableFuture<>();
        busy.complete(new Looks<>(
                this::look,
                PATIENCE,
                taken -> {
                    Thread other = new Thread(() ->
                            joined.complete(catchThrowable(() -> busy.join().at("work"))));
                    other.start();
                    Bench.await("another who waits", () -> other.getState() == Thread.State.TIMED_WAITING);
                    throw new RejectedExecutionException("no thread is left");
                },
                time));

        assertThatThrownBy(() -> busy.join().at("work")).isInstanceOf(DiskHangs.class);
        assertThat(joined.join()).isInstanceOf(DiskHangs.class);
    }

    @Test
    void failsAsTheLookDoes() {
        Looks<String, Integer> broken = new Looks<>(Integer::valueOf, PATIENCE, pool, time);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> broken.at("x"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a look at x failed")
                    .hasCauseInstanceOf(NumberFormatException.class);
        }
    }
}

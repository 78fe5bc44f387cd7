// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DaemonThreadsTest {
    private final DaemonThreads threads = new DaemonThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void namesItsDaemonsForWhatTheyDo() throws Exception {
        Thread thread =
                threads.pool("callback", 2, 1).submit(Thread::currentThread).get();
        assertThat(thread.getName()).isEqualTo("edge-callback-1");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void boundsThreadsAndQueueAndSaysSo() throws Exception {
        ExecutorService pool = threads.pool("narrow", 2, 3);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            Future<?> task = pool.submit(() -> end.await(20, TimeUnit.SECONDS));
            assertThat(task.isDone()).isFalse();
        }
        assertThat(((ThreadPoolExecutor) pool).getPoolSize()).isEqualTo(2);
        assertThatThrownBy(() -> pool.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("pool narrow is full: 3 tasks wait");
        end.countDown();
    }

    @Test
    void startsAThreadOnlyWhenNoneIsIdle() throws Exception {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) threads.pool("frugal", 64, 64);
        for (int i = 0; i < 200; i++) {
            assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
        }
        assertThat(pool.getLargestPoolSize()).isLessThan(32);
    }

    @Test
    void runsAsManyAtOnceAsItMay() throws Exception {
        ExecutorService pool = threads.pool("wide", 16, 1);
        assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
        CountDownLatch together = new CountDownLatch(16);
        for (int i = 0; i < 16; i++) {
            pool.execute(() -> {
                together.countDown();
                awaitQuietly(together);
            });
        }
        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void losesNoTaskOfManyHands() throws Exception {
        int each = 5_000;
        ExecutorService pool = threads.pool("busy", 4, 4 * each);
        ExecutorService hands = threads.pool("hands", 4, 4);
        CountDownLatch done = new CountDownLatch(4 * each);
        for (int hand = 0; hand < 4; hand++) {
            hands.execute(() -> {
                for (int i = 0; i < each; i++) {
                    pool.execute(done::countDown);
                }
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void letsIdleThreadsEnd() {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) threads.pool("idle", 2, 1);
        ThreadPoolExecutor scheduler = (ThreadPoolExecutor) threads.scheduler("idle");
        assertThat(pool.getCorePoolSize()).isZero();
        assertThat(pool.getKeepAliveTime(TimeUnit.SECONDS)).isEqualTo(10);
        assertThat(scheduler.allowsCoreThreadTimeOut()).isTrue();
    }

    @Test
    void goesOnAfterATaskThatThrew() throws Exception {
        ExecutorService pool = threads.pool("brave", 1, 10);
        pool.execute(() -> {
            throw new IllegalStateException("thrown by a test: this stack trace is expected");
        });
        assertThat(pool.submit(() -> 7).get()).isEqualTo(7);
        Future<?> failed = pool.submit(() -> {
            throw new IllegalStateException("submitted by a test: this stack trace is expected");
        });
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class);
        assertThat(pool.submit(() -> 8).get()).isEqualTo(8);
    }

    @Test
    void schedulesOnOneThread() throws Exception {
        ScheduledExecutorService scheduler = threads.scheduler("beat");
        CountDownLatch beats = new CountDownLatch(3);
        Future<?> beat = scheduler.scheduleAtFixedRate(beats::countDown, 1, 1, TimeUnit.MILLISECONDS);
        assertThat(beats.await(20, TimeUnit.SECONDS)).isTrue();
        beat.cancel(false);
        assertThat(scheduler.submit(() -> Thread.currentThread().getName()).get())
                .isEqualTo("edge-beat-1");
    }

    @Test
    void stopsWhatOthersLeftRunning() throws Exception {
        ExecutorService pool = threads.pool("forgotten", 1, 1);
        CountDownLatch running = new CountDownLatch(1);
        Future<?> sleeper = pool.submit(() -> {
            running.countDown();
            new CountDownLatch(1).await();
            return 0;
        });
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        threads.close();
        assertThat(pool.isTerminated()).isTrue();
        assertThatThrownBy(sleeper::get).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> pool.execute(() -> {})).hasMessage("pool forgotten is closed");
    }

    @Test
    void closesWithinABoundAlsoWhenATaskDoesNotListen() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        threads.pool("deaf", 1, 1).execute(() -> {
            running.countDown();
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    assertThat(e).isNotNull(); // deaf on purpose
                }
            }
        });
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        long begin = System.nanoTime();
        threads.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DaemonThreads.PATIENCE.plusSeconds(5));
        end.countDown();
    }
}

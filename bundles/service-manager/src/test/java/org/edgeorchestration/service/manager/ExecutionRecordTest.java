// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeorchestration.api.execution.ExecutionStatus.Finished;
import org.edgeorchestration.api.execution.ExecutionStatus.Pulling;
import org.edgeorchestration.api.execution.ExecutionStatus.Started;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.node.RealThreads;
import org.edgeorchestration.api.service.ServiceStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExecutionRecordTest {

    /** Writes down what it is told. Not thread-safe on purpose: the record must take care. */
    private static final class Diary implements ExecutionFollower {
        private final List<ServiceStatus> statuses = new ArrayList<>();
        private final List<String> events = new ArrayList<>();

        @Override
        public void changed(ExecutionRecord execution, ServiceStatus status) {
            statuses.add(status);
            events.add(status.status().word());
        }

        @Override
        public void wrote(ExecutionRecord execution, OutputLine line) {
            events.add(line.text());
        }
    }

    private final Diary diary = new Diary();
    private final ExecutionRecord record = Samples.record("e", diary);

    private static OutputLine line(String text) {
        return new OutputLine(OutputLine.Stream.STDOUT, text);
    }

    @Test
    void tellsEverythingInOrderAndNothingAfterTheEnd() {
        record.accepted();
        record.changed(new Started());
        record.wrote(line("one"));
        record.changed(new Finished());
        record.wrote(line("late"));
        record.changed(Samples.FAILED);
        assertThat(diary.events).containsExactly("Accepted", "Started", "one", "Finished");
        assertThat(record.status().status()).isEqualTo(new Finished());
    }

    @Test
    void letsGoOfWhatRanItAtItsEnd() {
        AtomicInteger stops = new AtomicInteger();
        record.accepted();
        record.runs(stops::incrementAndGet);
        record.changed(new Finished());
        record.stop();
        assertThat(stops).hasValue(0);

        ExecutionRecord ended = Samples.record("ended-at-once", diary);
        ended.changed(new Finished());
        ended.runs(stops::incrementAndGet);
        ended.stop();
        assertThat(stops).hasValue(0);
    }

    @Test
    void passesAStopOnWheneverItWasAskedFor() {
        AtomicInteger stops = new AtomicInteger();
        record.stop();
        record.runs(stops::incrementAndGet);
        assertThat(stops).hasValue(1);
        record.stop();
        assertThat(stops).hasValue(2);
    }

    @Test
    @Timeout(30)
    void endsOnceThoughManyThreadsReportAtOnce() throws InterruptedException {
        int threads = 8;
        CountDownLatch go = new CountDownLatch(1);
        try (RealThreads real = new RealThreads()) {
            ExecutorService pool = real.pool("reporters", threads, threads);
            record.accepted();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.execute(() -> {
                    awaitQuietly(go);
                    for (int i = 0; i < 500; i++) {
                        record.changed(new Pulling(thread + "/" + i));
                        record.wrote(line("x"));
                    }
                    record.changed(thread % 2 == 0 ? new Finished() : Samples.FAILED);
                });
            }
            go.countDown();
            pool.shutdown();
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        List<ServiceStatus> statuses = diary.statuses;
        assertThat(statuses.stream().filter(status -> status.status().terminal()))
                .hasSize(1);
        assertThat(statuses.get(statuses.size() - 1).status().terminal()).isTrue();
        for (int i = 0; i < statuses.size(); i++) {
            assertThat(statuses.get(i).sequence()).isEqualTo(i + 1);
        }
        assertThat(diary.events.get(diary.events.size() - 1)).isIn("Finished", "Failed");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads both streams of a process to their ends, each on a thread of its own, and hands on their lines. UTF-8; other bytes become U+FFFD. */
final class OutputFollower {
    private static final Logger LOG = LoggerFactory.getLogger(OutputFollower.class);
    private static final int BUFFER = 8_192;

    private final ExecutionId id;
    private final Report report;
    private final CountDownLatch open = new CountDownLatch(2);

    /** @param threads has two threads free */
    OutputFollower(ExecutionId id, Process process, Report report, Executor threads) {
        this.id = id;
        this.report = report;
        threads.execute(() -> follow(process.getInputStream(), Stream.STDOUT));
        threads.execute(() -> follow(process.getErrorStream(), Stream.STDERR));
    }

    /** Waits until nobody can write any more and all is handed on; false when that takes longer than {@code limit}. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return open.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits as long as it takes. */
    void awaitEnd() throws InterruptedException {
        open.await();
    }

    private void follow(InputStream stream, Stream name) {
        // While this monitor is held, the JDK cannot drain the stream into memory when the main process ends: it would
        // do so without
        // a bound while a child goes on writing.
        synchronized (stream) {
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                handOn(reader, new LineSplitter(text -> report.wrote(new OutputLine(name, text))));
            } catch (IOException e) {
                LOG.warn("execution={} its {} cannot be read any more", id, name, e);
            } finally {
                open.countDown();
            }
        }
    }

    private static void handOn(Reader reader, LineSplitter splitter) throws IOException {
        char[] buffer = new char[BUFFER];
        for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
            splitter.accept(buffer, length);
        }
        splitter.end();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.execution.OutputLine;
import org.edgeorchestration.api.execution.OutputLine.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a process, reads both of its streams to their ends, each on a thread of its own, and hands on their lines.
 * UTF-8; other bytes become U+FFFD.
 *
 * <p>The readers hold their streams' monitors all the time. Otherwise the JDK would, when the main process ends, read
 * what is there into memory and close the stream: children could write no more, and one that never stops writing would
 * fill the heap. A program may end within a millisecond; so the thread that starts it is the one that reads its output,
 * and the other is there before. Only what children write after such a program's end can still be lost, when the
 * machine is very busy.
 */
final class OutputFollower {
    private static final Logger LOG = LoggerFactory.getLogger(OutputFollower.class);
    private static final int BUFFER = 8_192;

    /** Starts the process. */
    @FunctionalInterface
    interface Launch {
        Process start() throws IOException;
    }

    private final ExecutionId id;
    private final Report report;
    private final CompletableFuture<Process> launched = new CompletableFuture<>();
    private final CountDownLatch open = new CountDownLatch(2);

    /** @param threads has two threads free */
    OutputFollower(ExecutionId id, Launch launch, Report report, Executor threads) {
        this.id = id;
        this.report = report;
        try {
            threads.execute(this::followErrors);
            threads.execute(() -> launchAndFollow(launch));
        } catch (RuntimeException | OutOfMemoryError e) {
            launched.completeExceptionally(e); // so that no reader waits for ever
            throw e;
        }
    }

    /**
     * The process, once it is started.
     *
     * @throws IOException when it could not be started; the message says why
     */
    Process process() throws IOException, InterruptedException {
        try {
            return launched.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    /** Waits until nobody can write any more and all is handed on; false when that takes longer than {@code limit}. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return open.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits as long as it takes. */
    void awaitEnd() throws InterruptedException {
        open.await();
    }

    private void launchAndFollow(Launch launch) {
        try {
            Process process = launch.start();
            InputStream output = process.getInputStream();
            synchronized (output) {
                launched.complete(process);
                follow(output, Stream.STDOUT);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            launched.completeExceptionally(e);
        } finally {
            open.countDown();
        }
    }

    private void followErrors() {
        try {
            InputStream errors = launched.join().getErrorStream();
            synchronized (errors) {
                follow(errors, Stream.STDERR);
            }
        } catch (CompletionException e) {
            LOG.debug("execution={} was not started", id, e);
        } finally {
            open.countDown();
        }
    }

    private void follow(InputStream stream, Stream name) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            handOn(reader, new LineSplitter(text -> report.wrote(new OutputLine(name, text))));
        } catch (IOException e) {
            LOG.warn("execution={} its {} cannot be read any more", id, name, e);
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

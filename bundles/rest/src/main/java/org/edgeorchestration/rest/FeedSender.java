// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.AsyncContext;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/** Sends a {@link Feed} to its reader without holding a thread, and notices when the reader goes. */
final class FeedSender extends IteratingCallback {
    private final Feed feed;
    private final HttpChannel channel;
    private final AsyncContext async;
    private final Executor executor;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private boolean begun;

    /**
     * @param request the reader's request, whose answer has its status and headers already
     * @param executor where sending goes on when the producer has something
     */
    FeedSender(Feed feed, Request request, Executor executor) {
        this.feed = feed;
        this.channel = request.getHttpChannel();
        this.async = request.startAsync();
        this.executor = executor;
        async.setTimeout(0);
    }

    void start() {
        feed.onText(this::wake);
        watch();
        iterate();
    }

    /** The producer's thread goes on at once; what it offers in a burst is sent together. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                executor.execute(this::iterate);
            } catch (RejectedExecutionException e) {
                giveUp(e);
            }
        }
    }

    @Override
    protected Action process() {
        woken.set(false);
        if (!begun) {
            // The header goes out at once, also when the first text is long in coming; as a turn of its own, because a
            // text that
            // came while it is written would be a second write at the same time, which ends the connection.
            begun = true;
            channel.write(BufferUtil.EMPTY_BUFFER, false, this);
            return Action.SCHEDULED;
        }
        ByteBuffer next = feed.take();
        if (next.hasRemaining()) {
            channel.write(next, false, this);
            return Action.SCHEDULED;
        }
        return feed.exhausted() ? Action.SUCCEEDED : Action.IDLE;
    }

    @Override
    protected void onCompleteSuccess() {
        if (over.compareAndSet(false, true)) {
            feed.close();
            // The end of the connection is the end of the text; it also ends the watch, which Jetty would stumble over.
            channel.getEndPoint().close();
            async.complete();
        }
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
        giveUp(failure);
    }

    private void giveUp(Throwable why) {
        if (over.compareAndSet(false, true)) {
            feed.close();
            channel.abort(why);
            async.complete();
        }
    }

    /** A reader sends nothing more, so that the end of its stream is all there can be to read. */
    private void watch() {
        channel.getEndPoint().tryFillInterested(Callback.from(this::readable, this::silent));
    }

    private void readable() {
        EndPoint endPoint = channel.getEndPoint();
        try {
            if (endPoint.fill(BufferUtil.allocate(Long.BYTES)) < 0) {
                giveUp(new EOFException("the reader is gone"));
            } else {
                watch();
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void silent(Throwable failure) {
        if (failure instanceof TimeoutException) {
            watch();
        } else {
            giveUp(failure);
        }
    }
}

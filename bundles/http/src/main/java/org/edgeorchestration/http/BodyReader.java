// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.eclipse.jetty.server.Request;

/** Reads a request's body as it comes, bounded in size and time, without a thread that waits. */
public final class BodyReader implements ReadListener, AsyncListener {
    /** How long a body may take from the end of the header to its own. */
    public static final Duration WITHIN = Duration.ofSeconds(10);

    private static final int CHUNK = 8 * 1_024;

    private final ServletInputStream in;
    private final int most;
    private final BodyMemory memory;
    private final BodyReceiver receiver;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean over;

    private BodyReader(ServletInputStream in, int most, BodyMemory memory, BodyReceiver receiver) {
        this.in = in;
        this.most = most;
        this.memory = memory;
        this.receiver = receiver;
    }

    /**
     * Has {@code receiver} told the body: at once where it is there already, else when it is, or will never be.
     *
     * @param most the largest body, in bytes
     * @param memory where room is taken for what has come of it, until the request is over
     */
    public static void read(Request request, int most, BodyMemory memory, BodyReceiver receiver) throws IOException {
        long length = request.getContentLengthLong();
        if (length > most) {
            receiver.tooLarge();
            return;
        }
        if (!isAwaited(request)) {
            receiver.whole(new byte[0]);
            return;
        }
        ServletInputStream in = request.getInputStream();
        if (length >= 0 && in.available() >= length) {
            receiver.whole(in.readNBytes((int) length));
            return;
        }
        BodyReader reader = new BodyReader(in, most, memory, receiver);
        AsyncContext async = request.startAsync();
        async.setTimeout(WITHIN.toMillis());
        async.addListener(reader);
        in.setReadListener(reader);
    }

    /** Whether a body comes after the header. */
    static boolean isAwaited(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!over && in.isReady() && !in.isFinished()) {
            byte[] chunk = new byte[CHUNK]; // not a field: a slow body would hold it all the time
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            if (body.size() + count > most) {
                over = true;
                receiver.tooLarge();
            } else if (memory.take(count)) {
                body.write(chunk, 0, count);
            } else {
                over = true;
                receiver.noRoom();
            }
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (!over) {
            over = true;
            receiver.whole(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!over) {
            over = true;
            receiver.broken(failure);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (!over) {
            over = true;
            receiver.late();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        memory.give(body.size());
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A request that is started anew forgets its listeners.
        event.getAsyncContext().addListener(this);
    }
}

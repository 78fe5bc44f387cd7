// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.eclipse.jetty.server.Request;

/** Reads a call's body as it comes, bounded in size and time, without a thread that waits. */
final class BodyReader implements ReadListener, AsyncListener {
    /** How long a body may take from the end of the header to its own. */
    static final Duration WITHIN = Duration.ofSeconds(10);

    private static final int CHUNK = 8 * 1_024;
    private static final int BAD = 400;
    private static final int SLOW = 408;
    private static final int TOO_LARGE = 413;
    private static final int BUSY = 503;

    private final Request request;
    private final ServletInputStream in;
    private final int most;
    private final BodyMemory memory;
    private final Consumer<byte[]> whole;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean over;

    private BodyReader(Request request, ServletInputStream in, int most, BodyMemory memory, Consumer<byte[]> whole) {
        this.request = request;
        this.in = in;
        this.most = most;
        this.memory = memory;
        this.whole = whole;
    }

    /**
     * Has {@code whole} told the body: at once where it is there already, else when it is. A body that is too large or too slow is
     * answered here.
     *
     * @param most the largest body, in bytes
     * @param memory where room is taken for what has come of it
     */
    static void read(Request request, int most, BodyMemory memory, Consumer<byte[]> whole) throws IOException {
        long length = request.getContentLengthLong();
        if (length > most) {
            Sending.refuse(request, TOO_LARGE);
            return;
        }
        if (length <= 0 && request.getHeader("Transfer-Encoding") == null) {
            whole.accept(new byte[0]);
            return;
        }
        ServletInputStream in = request.getInputStream();
        if (length >= 0 && in.available() >= length) {
            whole.accept(in.readNBytes((int) length));
            return;
        }
        BodyReader reader = new BodyReader(request, in, most, memory, whole);
        AsyncContext async = request.startAsync();
        async.setTimeout(WITHIN.toMillis());
        async.addListener(reader);
        in.setReadListener(reader);
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
                giveUp(TOO_LARGE);
            } else if (memory.take(count)) {
                body.write(chunk, 0, count);
            } else {
                giveUp(BUSY);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!over) {
            over = true;
            whole.accept(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        giveUp(BAD);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        giveUp(SLOW);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        memory.give(body.size());
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void giveUp(int status) {
        if (!over) {
            over = true;
            Sending.refuse(request, status);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.server.Request;

/** Reads a request's body as it comes, bounded in size and time. */
final class BodyReader implements ReadListener {
    /** The largest body that is taken, in bytes. */
    static final int MAX_BODY = 64 * 1_024;

    /** How long a body may take from the end of the header to its own. */
    static final Duration WITHIN = Duration.ofSeconds(10);

    private static final String BODY = BodyReader.class.getName() + ".body";
    private static final int CHUNK = 8 * 1_024;

    private final Request request;
    private final ServletInputStream in;
    private final AsyncContext async;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final BodyMemory memory;
    private boolean answered;

    private BodyReader(Request request, ServletInputStream in, BodyMemory memory) {
        this.request = request;
        this.in = in;
        this.memory = memory;
        this.async = request.startAsync();
        async.setTimeout(WITHIN.toMillis());
        async.addListener(new OnTimeout(() -> giveUp(Problem.slow())));
        async.addListener(new AtEnd(() -> memory.give(body.size())));
    }

    /** The body that an earlier {@link #read} of the same request has brought. */
    static Optional<byte[]> bodyOf(Request request) {
        return Optional.ofNullable((byte[]) request.getAttribute(BODY));
    }

    /**
     * The body, when it is there already. Else it is read in the background, and the request comes again when it is
     * whole, or is answered with a problem.
     *
     * @param memory where room is taken for it meanwhile
     */
    static Optional<byte[]> read(Request request, BodyMemory memory) throws IOException {
        long length = request.getContentLengthLong();
        if (length > MAX_BODY) {
            Sending.refuse(request, Problem.tooLarge(MAX_BODY));
            return Optional.empty();
        }
        if (length <= 0 && request.getHeader("Transfer-Encoding") == null) {
            return Optional.of(new byte[0]);
        }
        ServletInputStream in = request.getInputStream();
        if (length >= 0 && in.available() >= length) {
            return Optional.of(in.readNBytes((int) length));
        }
        in.setReadListener(new BodyReader(request, in, memory));
        return Optional.empty();
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!answered && in.isReady() && !in.isFinished()) {
            byte[] chunk = new byte[CHUNK]; // not a field: a slow body would hold it all the time
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            if (body.size() + count > MAX_BODY) {
                answered = true;
                Sending.refuse(request, Problem.tooLarge(MAX_BODY));
            } else if (memory.take(count)) {
                body.write(chunk, 0, count);
            } else {
                answered = true;
                Sending.refuse(request, Problem.busy("too many large requests are on their way at this time"));
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (!answered) {
            request.setAttribute(BODY, body.toByteArray());
            async.dispatch();
        }
    }

    @Override
    public void onError(Throwable failure) {
        giveUp(failure instanceof BadMessageException bad ? Problem.of(bad.getCode()) : problem(failure));
    }

    /** Jetty's parser of chunks throws what it throws. */
    private static Problem problem(Throwable failure) {
        return failure instanceof TimeoutException ? Problem.slow() : Problem.of(400);
    }

    private void giveUp(Problem problem) {
        if (!answered) {
            answered = true;
            Sending.sendLast(request, problem.answer());
        }
    }
}

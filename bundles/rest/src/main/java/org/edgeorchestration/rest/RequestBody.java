// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.server.Request;
import org.edgeorchestration.http.BodyReceiver;

/**
 * What becomes of a request with its body: it is answered, and where the body was long in coming, first comes to the gate again, as
 * JAX-RS serves no request that waits already. A body that is not taken is answered with a problem.
 */
final class RequestBody implements BodyReceiver {
    /** The largest body that is taken, in bytes. */
    static final int MAX_BODY = 64 * 1_024;

    private static final String BODY = RequestBody.class.getName();

    private final Request request;
    private final Answering answering;

    /** Answers a request whose whole body is known. */
    interface Answering {
        void answer(Request request, byte[] body) throws IOException;
    }

    RequestBody(Request request, Answering answering) {
        this.request = request;
        this.answering = answering;
    }

    /** The body of a request that comes to the gate again. */
    static Optional<byte[]> of(Request request) {
        return Optional.ofNullable((byte[]) request.getAttribute(BODY));
    }

    @Override
    public void whole(byte[] body) throws IOException {
        if (request.isAsyncStarted()) {
            request.setAttribute(BODY, body);
            request.getAsyncContext().dispatch();
        } else {
            answering.answer(request, body);
        }
    }

    @Override
    public void tooLarge() {
        Sending.refuse(request, Problem.tooLarge(MAX_BODY));
    }

    @Override
    public void noRoom() {
        Sending.refuse(request, Problem.busy("too many large requests are on their way at this time"));
    }

    @Override
    public void late() {
        Sending.sendLast(request, Problem.slow().answer());
    }

    @Override
    public void broken(Throwable failure) {
        Problem problem = failure instanceof BadMessageException bad ? Problem.of(bad.getCode()) : problem(failure);
        Sending.sendLast(request, problem.answer());
    }

    /** Jetty's parser of chunks throws what it throws. */
    private static Problem problem(Throwable failure) {
        return failure instanceof TimeoutException ? Problem.slow() : Problem.of(400);
    }
}

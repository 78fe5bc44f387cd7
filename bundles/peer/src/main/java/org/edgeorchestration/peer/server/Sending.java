// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.io.IOException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.http.HttpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers on the wire without waiting for the reader. */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final long READ_WITHIN_MS = 10_000;

    private Sending() {}

    /** Sends {@code answer} and ends the request. Any thread. */
    static void send(Request request, PeerAnswer answer) {
        Response response = request.getResponse();
        response.setStatus(answer.status());
        HttpFields fields = response.getHttpFields();
        answer.headers().forEach(fields::put);
        if (answer.body().remaining() >= HttpListener.BUFFER) {
            response.setLongContentLength(answer.body().remaining());
            sendLarge(request, answer);
            return;
        }
        gather(response, answer);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    /**
     * Has the answer go out when the request ends. The length of a body is not said here: the last byte of a length that is known is written at once,
     * and its writer waits until there is room for it, which a caller that does not read can keep from it.
     */
    private static void gather(Response response, PeerAnswer answer) {
        if (!answer.body().hasRemaining()) {
            response.setLongContentLength(0);
            return;
        }
        try {
            response.getOutputStream().write(answer.bytes());
        } catch (IOException e) {
            LOG.debug("the caller went before its answer", e);
        }
    }

    /** Ends a request whose body is not taken, and its connection: nothing more is read. */
    static void refuse(Request request, int status) {
        send(request, Answers.with(Answers.empty(status), "Connection", "close"));
    }

    private static void sendLarge(Request request, PeerAnswer answer) {
        if (!request.isAsyncStarted()) {
            request.startAsync().setTimeout(READ_WITHIN_MS);
        }
        Runnable end = request.getAsyncContext()::complete;
        request.getResponse().getHttpOutput().sendContent(answer.body(), Callback.from(end, failure -> end.run()));
    }
}

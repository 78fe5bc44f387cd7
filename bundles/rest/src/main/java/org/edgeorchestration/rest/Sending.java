// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.util.concurrent.Executor;
import javax.servlet.AsyncContext;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeorchestration.http.HttpListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers on the wire without waiting for the reader. */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final long READ_WITHIN_MS = 60_000;
    private static final long LINGER_MS = 1_000;

    private Sending() {}

    /** Sends {@code answer} and ends the request. Any thread. */
    static void send(Request request, Answer answer) {
        Response response = request.getResponse();
        head(response, answer);
        try {
            if (request.isHead()) {
                response.setLongContentLength(answer.length());
            } else if (answer.length() < HttpListener.BUFFER) {
                answer.writeBody(response.getOutputStream());
            } else {
                sendLarge(request, answer);
                return;
            }
        } catch (IOException e) {
            LOG.debug("the caller went before its answer", e);
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    /**
     * Sends a problem to a caller who may still be sending. Nothing more is read: a gigabyte would take its time. The connection
     * stays for a moment, so that the caller finds the answer before its end.
     */
    static void refuse(Request request, Problem problem) {
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            send(request, problem.answer());
            return;
        }
        Answer answer = problem.answer().with("Connection", "close");
        AsyncContext async = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
        async.setTimeout(LINGER_MS);
        async.addListener(new OnTimeout(() -> hangUp(request, "the request is answered")));
        head(request.getResponse(), answer);
        sendWhole(request, answer, () -> {});
    }

    /**
     * Sends an answer to a caller whose request never came whole, and hangs up. In this order, because Jetty logs a warning
     * for each request that ends while a read of it is pending.
     */
    static void sendLast(Request request, Answer answer) {
        Answer last = answer.with("Connection", "close");
        head(request.getResponse(), last);
        sendWhole(request, last, () -> hangUp(request, "the request did not come whole"));
    }

    /** Begins to send a stream, on which nothing else can follow. */
    static void stream(Request request, Handover.Flowing flowing, Executor executor) {
        HttpFields fields = request.getResponse().getHttpFields();
        fields.put(HttpHeader.CONTENT_TYPE, flowing.type());
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        fields.put(HttpHeader.CONNECTION, "close");
        if (request.isHead()) {
            flowing.feed().close();
        } else {
            new FeedSender(flowing.feed(), request, executor).start();
        }
    }

    private static void head(Response response, Answer answer) {
        response.setStatus(answer.status());
        HttpFields fields = response.getHttpFields();
        answer.headers().forEach(fields::put);
        if (!answer.type().isEmpty()) {
            // Not through setContentType, which would rewrite it.
            fields.put(HttpHeader.CONTENT_TYPE, answer.type());
        }
    }

    private static void sendLarge(Request request, Answer answer) {
        AsyncContext async = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
        async.setTimeout(READ_WITHIN_MS);
        async.addListener(new OnTimeout(() -> hangUp(request, "the caller does not read its answer")));
        sendWhole(request, answer, async::complete);
    }

    private static void sendWhole(Request request, Answer answer, Runnable then) {
        request.getResponse().setLongContentLength(answer.length());
        request.getResponse()
                .getHttpOutput()
                .sendContent(answer.body(), Callback.from(then, failure -> request.getAsyncContext()
                        .complete()));
    }

    private static void hangUp(Request request, String why) {
        request.getHttpChannel().abort(new IOException(why));
        request.getAsyncContext().complete();
    }
}

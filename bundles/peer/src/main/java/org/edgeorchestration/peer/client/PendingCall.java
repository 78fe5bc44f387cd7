// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BufferingResponseListener;
import org.eclipse.jetty.http.HttpStatus;
import org.edgeorchestration.api.node.Ticker;
import org.jspecify.annotations.Nullable;

/** A call under way. */
final class PendingCall extends BufferingResponseListener implements Request.BeginListener {
    private final Call call;
    private final Ticker ticker;
    private final long since;
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();
    private volatile boolean begun;

    PendingCall(Call call, Ticker ticker) {
        super(HttpCalls.ANSWER_LIMIT);
        this.call = call;
        this.ticker = ticker;
        this.since = ticker.nanoTime();
    }

    /** Comes, or fails with a {@link CallFailed}. */
    CompletableFuture<Reply> answer() {
        return answer;
    }

    @Override
    public void onBegin(Request request) {
        begun = true;
    }

    /** Nobody was asked to promise an answer; Jetty would wait for the rest of some for good, whatever the deadline. */
    @Override
    public void onBegin(Response response) {
        if (HttpStatus.isInformational(response.getStatus())) {
            response.abort(new IOException("answered with " + response.getStatus() + ", which is no answer"));
        }
    }

    @Override
    public void onComplete(Result result) {
        if (result.isFailed()) {
            answer.completeExceptionally(failure(result.getFailure()));
            return;
        }
        byte[] body = getContent();
        answer.complete(new Reply(
                result.getResponse().getStatus(),
                headers(result.getResponse()),
                ByteBuffer.wrap(body == null ? new byte[0] : body),
                Duration.ofNanos(ticker.nanoTime() - since)));
    }

    private CallFailed failure(Throwable cause) {
        CallFailed.How how = how(cause);
        String what = call.method() + ' ' + call.to() + call.path();
        return new CallFailed(how, what + ": " + words(how, cause), cause);
    }

    private CallFailed.How how(Throwable cause) {
        if (cause instanceof RejectedExecutionException) {
            return CallFailed.How.CROWDED;
        }
        if (cause instanceof TimeoutException) {
            return begun ? CallFailed.How.LATE : CallFailed.How.LATE_UNSENT;
        }
        // whom the other side did not let in it has not listened to
        if (begun && !(cause instanceof SSLHandshakeException)) {
            return CallFailed.How.BROKEN;
        }
        return cause instanceof ConnectException ? CallFailed.How.REFUSED : CallFailed.How.UNREACHABLE;
    }

    private String words(CallFailed.How how, Throwable cause) {
        return switch (how) {
            case REFUSED -> "nobody listens there";
            case CROWDED -> "too many calls are under way";
            case LATE, LATE_UNSENT -> "no answer within " + call.within().toMillis() + " ms";
            case BROKEN ->
                "the connection ended before an answer"
                        + (cause instanceof AsynchronousCloseException ? "" : " (" + Failures.words(cause) + ")");
            case UNREACHABLE -> Failures.words(cause);
        };
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new HashMap<>();
        response.getHeaders()
                .forEach(field ->
                        headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), orEmpty(field.getValue())));
        return headers;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}

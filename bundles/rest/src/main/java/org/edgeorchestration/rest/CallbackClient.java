// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.edgeorchestration.http.BoundedClient;

/** An HTTP client that posts and does nothing else. */
final class CallbackClient implements AutoCloseable {
    /** From the look-up of the receiver's name to the status line of its answer. */
    static final Duration WITHIN = Duration.ofSeconds(5);

    /** How many callbacks to one receiver are on their way at one time. */
    static final int PER_RECEIVER = 4;

    /** The longest answer that is read, in bytes, with its header; of the body nothing is wanted. */
    private static final int MAX_ANSWER = 16 * 1_024;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration KEEP_IDLE = Duration.ofSeconds(10);
    private static final int WAITING_PER_RECEIVER = 256;

    private final BoundedClient http;

    /**
     * @param addresses decides where a receiver is
     * @param executor runs the client; one of its threads for good
     */
    CallbackClient(SocketAddressResolver addresses, Executor executor) {
        http = new BoundedClient(
                "edge-callback",
                new BoundedClient.Limits(MAX_ANSWER, CONNECT_WITHIN, KEEP_IDLE, PER_RECEIVER, WAITING_PER_RECEIVER),
                executor,
                addresses,
                new SslContextFactory.Client());
    }

    /**
     * Posts JSON.
     *
     * @param listener learns what becomes of it, within {@link #WITHIN}
     */
    void post(URI receiver, byte[] body, Optional<String> signature, Response.CompleteListener listener) {
        Request request = http.POST(receiver)
                .header(HttpHeader.CONTENT_TYPE, Answer.JSON)
                .content(new BytesContentProvider(Answer.JSON, body))
                .timeout(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        signature.ifPresent(value -> request.header(Signature.HEADER, value));
        request.send(listener);
    }

    @Override
    public void close() {
        http.close();
    }
}

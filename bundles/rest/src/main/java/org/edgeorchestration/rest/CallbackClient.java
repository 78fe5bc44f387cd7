// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HttpCookieStore;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** An HTTP client that posts and does nothing else: no redirects, cookies, log-ins or compressed answers. */
final class CallbackClient implements AutoCloseable {
    /** From the look-up of the receiver's name to the status line of its answer. */
    static final Duration WITHIN = Duration.ofSeconds(5);

    /** How many callbacks to one receiver are on their way at one time. */
    static final int PER_RECEIVER = 4;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration KEEP_IDLE = Duration.ofSeconds(10);
    private static final int WAITING_PER_RECEIVER = 256;

    private final HttpClient http;

    /**
     * @param addresses decides where a receiver is
     * @param executor runs the client; one of its threads for good
     */
    CallbackClient(SocketAddressResolver addresses, Executor executor) {
        http = new HttpClient(ReceiverConnection.transport(), new SslContextFactory.Client());
        http.setExecutor(executor);
        http.setScheduler(new ScheduledExecutorScheduler("edge-callback-timer", true));
        http.setSocketAddressResolver(addresses);
        http.setConnectTimeout(CONNECT_WITHIN.toMillis());
        http.setAddressResolutionTimeout(WITHIN.toMillis());
        http.setIdleTimeout(KEEP_IDLE.toMillis());
        http.setMaxConnectionsPerDestination(PER_RECEIVER);
        http.setMaxRequestsQueuedPerDestination(WAITING_PER_RECEIVER);
        http.setDestinationIdleTimeout(KEEP_IDLE.toMillis());
        http.setCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "edge-orchestration"));
        http.setFollowRedirects(false);
        try {
            http.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client for callbacks did not start", e);
        }
        http.getContentDecoderFactories().clear();
        http.getProtocolHandlers().remove("www-authenticate");
        http.getProtocolHandlers().remove("proxy-authenticate");
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
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client for callbacks did not stop", e);
        }
    }
}

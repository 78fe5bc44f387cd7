// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HttpCookieStore;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * Jetty's client, running, that calls and does nothing else: no redirects, cookies, log-ins or compressed answers; and nothing
 * unbounded but the time of a call, which each call sets.
 */
public final class BoundedClient extends HttpClient implements AutoCloseable {

    /**
     * What it takes at most.
     *
     * @param answer the most bytes of an answer, its header and whatever frames its content included
     * @param connect how long it may take to be connected
     * @param idle how long a connection that nobody uses is kept
     * @param connections how many connections to one receiver
     * @param waiting how many calls to one receiver may wait for a connection
     */
    public record Limits(long answer, Duration connect, Duration idle, int connections, int waiting) {}

    /**
     * Starts it.
     *
     * @param name names its timer's thread, before {@code -timer}
     * @param executor runs the client; one of its threads for good
     * @param addresses decides where a receiver is
     * @param tls how it encrypts
     */
    public BoundedClient(
            String name,
            Limits limits,
            Executor executor,
            SocketAddressResolver addresses,
            SslContextFactory.Client tls) {
        super(new BoundedHttp(1, limits.answer()), tls);
        setName(name);
        setExecutor(executor);
        setScheduler(new Timer(name + "-timer"));
        setSocketAddressResolver(addresses);
        setConnectTimeout(limits.connect().toMillis());
        setIdleTimeout(limits.idle().toMillis());
        setDestinationIdleTimeout(limits.idle().toMillis());
        setMaxConnectionsPerDestination(limits.connections());
        setMaxRequestsQueuedPerDestination(limits.waiting());
        setCookieStore(new HttpCookieStore.Empty());
        setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "edge-orchestration"));
        setFollowRedirects(false);
        try {
            start();
        } catch (Exception e) {
            throw new IllegalStateException("the client " + name + " did not start", e);
        }
        // Starting adds them.
        getContentDecoderFactories().clear();
        getProtocolHandlers().remove("www-authenticate");
        getProtocolHandlers().remove("proxy-authenticate");
    }

    /** Ends it, and the calls under way. */
    @Override
    public void close() {
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client " + getName() + " did not stop", e);
        }
    }

    /** Takes no more after its end, and says so to nobody: calls that begin while the client ends are to end without a word. */
    private static final class Timer extends ScheduledExecutorScheduler {
        Timer(String name) {
            super(name, true);
        }

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            try {
                return super.schedule(task, delay, unit);
            } catch (RejectedExecutionException e) {
                return () -> false;
            }
        }
    }
}

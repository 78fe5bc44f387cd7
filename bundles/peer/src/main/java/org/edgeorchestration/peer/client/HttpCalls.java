// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.util.ByteBufferContentProvider;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.edgeorchestration.api.node.Ticker;
import org.edgeorchestration.http.BoundedClient;

/**
 * Calls other nodes over HTTP: keep-alive where they allow it, a deadline on every call. Of a failure it says whether the other side
 * may have got the call.
 */
final class HttpCalls implements Calls {
    /** The longest content of an answer that is read, in bytes. */
    static final int ANSWER_LIMIT = 256 * 1024;

    // header, trailer and what frames the content
    private static final int FRAME_LIMIT = 16 * 1024;
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
    // shorter than any server of ours keeps an idle connection, so that the other side seldom closes first
    private static final Duration KEEP_IDLE = Duration.ofSeconds(15);
    private static final int CONNECTIONS_PER_PEER = 8;
    private static final int WAITING_PER_PEER = 256;
    private static final String JSON = "application/json";

    private final BoundedClient http;
    private final Ticker ticker;

    /**
     * @param executor runs the client; one of its threads for good
     * @param bind the address that calls come from; empty lets the system choose
     * @param tls speaks to nodes in secure mode; without it no such call can be made
     */
    HttpCalls(Executor executor, Ticker ticker, Optional<SocketAddress> bind, Optional<SSLContext> tls) {
        this.ticker = ticker;
        http = new BoundedClient(
                "edge-peer",
                new BoundedClient.Limits(
                        ANSWER_LIMIT + FRAME_LIMIT, CONNECT_WITHIN, KEEP_IDLE, CONNECTIONS_PER_PEER, WAITING_PER_PEER),
                executor,
                new SocketAddressResolver.Sync(),
                encryption(tls));
        bind.ifPresent(http::setBindAddress);
        // A pending call itself sees to answers that only promise one.
        http.getProtocolHandlers().clear();
    }

    private static SslContextFactory.Client encryption(Optional<SSLContext> tls) {
        SslContextFactory.Client factory = new SslContextFactory.Client();
        tls.ifPresent(factory::setSslContext);
        // the certificate must name the very address that is called (specification, section 7.2)
        factory.setEndpointIdentificationAlgorithm("HTTPS");
        factory.setIncludeProtocols("TLSv1.3");
        return factory;
    }

    @Override
    public CompletableFuture<Reply> send(Call call, Map<String, String> headers) {
        Endpoint to = call.to();
        Request request = http.newRequest(to.host(), to.port())
                .scheme(to.scheme())
                .method(call.method())
                .path(call.path())
                .header(HttpHeader.HOST, to.authority())
                .timeout(Math.max(1, call.within().toMillis()), TimeUnit.MILLISECONDS);
        headers.forEach(request::header);
        if (call.body().hasRemaining()) {
            request.content(new ByteBufferContentProvider(JSON, call.body().duplicate()));
        }
        PendingCall pending = new PendingCall(call, ticker);
        request.onRequestBegin(pending).send(pending);
        return pending.answer();
    }

    @Override
    public void close() {
        http.close();
    }

    /** The address calls come from when this node is bound to one. */
    static SocketAddress from(InetAddress address) {
        return new InetSocketAddress(address, 0);
    }
}

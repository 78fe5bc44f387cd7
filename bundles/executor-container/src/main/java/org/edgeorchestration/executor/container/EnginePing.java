// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.container;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.edgeorchestration.api.node.Ticker;

/**
 * Asks an engine whether it is there, with a bare {@code GET /_ping} and a deadline that holds: without docker-java, which
 * costs memory even where there never is an engine. Of an engine behind TLS it only learns that somebody listens.
 */
final class EnginePing {
    private static final byte[] QUESTION =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ANSWER = "HTTP/1.1 200";

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final EngineAddress address;
    private final boolean tls;
    private final Ticker ticker;

    EnginePing(EngineAddress address, boolean tls, Ticker ticker) {
        this.address = address;
        this.tls = tls;
        this.ticker = ticker;
    }

    /**
     * Returns when the engine answered.
     *
     * @throws IOException when it did not, or not in time; the message says what happened
     */
    void ping() throws IOException {
        long deadline = ticker.nanoTime() + LIMIT.toNanos();
        try (SocketChannel channel =
                        address.unix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(address.socketAddress())) {
                await(channel, selector, SelectionKey.OP_CONNECT, deadline);
                channel.finishConnect();
            }
            if (tls) {
                return;
            }
            send(channel, selector, deadline);
            String answer = receive(channel, selector, deadline);
            if (!answer.equals(ANSWER)) {
                throw new IOException("it answers \"" + answer + "\" to a ping");
            }
        } catch (UnresolvedAddressException e) {
            throw new IOException("its host " + address.uri().getHost() + " is unknown", e);
        }
    }

    private void send(SocketChannel channel, Selector selector, long deadline) throws IOException {
        ByteBuffer question = ByteBuffer.wrap(QUESTION);
        while (channel.write(question) >= 0 && question.hasRemaining()) {
            await(channel, selector, SelectionKey.OP_WRITE, deadline);
        }
    }

    private String receive(SocketChannel channel, Selector selector, long deadline) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(ANSWER.length());
        while (answer.hasRemaining()) {
            await(channel, selector, SelectionKey.OP_READ, deadline);
            if (channel.read(answer) < 0) {
                break;
            }
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }

    private void await(SocketChannel channel, Selector selector, int readiness, long deadline) throws IOException {
        channel.register(selector, readiness);
        long left = Duration.ofNanos(deadline - ticker.nanoTime()).toMillis();
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("it does not answer within " + LIMIT.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
    }
}

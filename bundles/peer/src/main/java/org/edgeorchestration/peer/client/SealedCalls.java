// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.api.node.NodeId;
import org.edgeorchestration.peer.wire.EdgePeer;
import org.edgeorchestration.peer.wire.Epoch;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.UnreadableBody;

/**
 * Sealed calls to one node of this project ({@code doc/peer-wire.md}): each has a number of its own, and an answer counts only if
 * it opens. Any thread.
 */
final class SealedCalls {
    private final Speaker speaker;
    private final Endpoint endpoint;
    private final NodeId receiver;
    private volatile Epoch receiverEpoch;

    /** @param hint who answered there, and in which life; what it says is proved by the first answer that opens */
    SealedCalls(Speaker speaker, Endpoint endpoint, EdgePeer.Hint hint) {
        this.speaker = speaker;
        this.endpoint = endpoint;
        this.receiver = hint.id();
        this.receiverEpoch = hint.epoch();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    NodeId receiver() {
        return receiver;
    }

    /**
     * Says something and returns what is answered. Said again when the receiver asks for another epoch, and, since nothing changes
     * by saying it twice in one life of the receiver, when a connection that had been kept open turned out to be closed; each
     * once at most.
     *
     * @return exceptionally with {@link CallFailed}, which tells whether <em>any</em> of the attempts may have arrived, {@link
     *     Barred}, or {@link OddAnswer}
     */
    CompletableFuture<ObjectNode> say(String method, String path, ObjectNode content, Duration within) {
        return new Saying(method, path, Json.bytes(content), speaker.ticker().nanoTime() + within.toNanos())
                .attempt(receiverEpoch);
    }

    /** One message, and what its attempts have come to. */
    private final class Saying {
        private final String method;
        private final String path;
        private final byte[] plain;
        private final long end;
        private Optional<CallFailed> broken = Optional.empty();
        private boolean askedForEpoch;

        Saying(String method, String path, byte[] plain, long end) {
            this.method = method;
            this.path = path;
            this.plain = plain;
            this.end = end;
        }

        CompletableFuture<ObjectNode> attempt(Epoch epoch) {
            return once(epoch).exceptionallyCompose(failure -> again(Failures.cause(failure), epoch));
        }

        private CompletableFuture<ObjectNode> again(Throwable cause, Epoch epoch) {
            // After a break the earlier attempt may have arrived. Another epoch now means another life, which would not
            // know it again.
            if (cause instanceof NotOpened notOpened && !askedForEpoch && broken.isEmpty()) {
                askedForEpoch = true;
                return attempt(notOpened.epoch);
            }
            if (cause instanceof CallFailed call && call.how() == CallFailed.How.BROKEN && broken.isEmpty()) {
                broken = Optional.of(call);
                return attempt(epoch);
            }
            return CompletableFuture.failedFuture(outcome(cause));
        }

        private Throwable outcome(Throwable last) {
            boolean provesNothing =
                    last instanceof NotOpened || (last instanceof CallFailed call && !call.perhapsSent());
            if (provesNothing && broken.isPresent()) {
                return broken.get();
            }
            return last instanceof NotOpened ? Barred.otherKey(Profile.JAVA, endpoint) : last;
        }

        private CompletableFuture<ObjectNode> once(Epoch epoch) {
            EdgePeer header = speaker.header(epoch);
            byte[] body = speaker.peerSeal().sealCall(method, path, receiver, header, plain);
            Duration left = Duration.ofNanos(end - speaker.ticker().nanoTime());
            Call call = new Call(method, endpoint, path, ByteBuffer.wrap(body), left);
            return speaker.calls()
                    .send(call, Map.of(EdgePeer.NAME, header.toString()))
                    .thenCompose(reply -> {
                        try {
                            ObjectNode answer = opened(call, header, reply);
                            receiverEpoch = epoch;
                            return CompletableFuture.completedFuture(answer);
                        } catch (IOException e) {
                            return CompletableFuture.failedFuture(e);
                        }
                    });
        }
    }

    private ObjectNode opened(Call call, EdgePeer header, Reply reply) throws IOException {
        if (reply.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
            EdgePeer.Hint hint = reply.header(EdgePeer.LOWER_CASE_NAME)
                    .flatMap(EdgePeer.Hint::parse)
                    .orElse(new EdgePeer.Hint(receiver, header.receiverEpoch()));
            throw hint.id().equals(receiver) ? new NotOpened(hint.epoch()) : new NotItself(receiver);
        }
        if (reply.status() == HttpURLConnection.HTTP_UNAVAILABLE) {
            throw new Barred(Profile.JAVA, endpoint + " has no key: give it this node's key file");
        }
        byte[] plain = speaker.peerSeal()
                .openAnswer(reply.status(), header, reply.bytes())
                .orElseThrow(() -> notSealed(call, header, reply));
        try {
            ObjectNode answer = Json.read(plain);
            if (reply.status() != HttpURLConnection.HTTP_OK) {
                throw new OddAnswer(call, reply.status(), "not what a node of this version answers");
            }
            return answer;
        } catch (UnreadableBody e) {
            throw new OddAnswer(call, reply.status(), Failures.words(e));
        }
    }

    private static IOException notSealed(Call call, EdgePeer header, Reply reply) {
        return reply.status() == HttpURLConnection.HTTP_OK
                ? new NotOpened(header.receiverEpoch())
                : new OddAnswer(call, reply.status(), "not sealed");
    }

    /** The answer proves nothing. */
    private static final class NotOpened extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Epoch epoch;

        NotOpened(Epoch epoch) {
            super("the answer is not sealed for this call");
            this.epoch = epoch;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.edgeorchestration.peer.wire.Encoding;
import org.edgeorchestration.peer.wire.Json;
import org.edgeorchestration.peer.wire.UnreadableBody;

/** Calls in the Go dialect, in one encoding, to one node. Never repeated: a Go node cannot tell a repetition. Any thread. */
final class GoCalls {
    private final Speaker speaker;
    private final Endpoint endpoint;
    private final Encoding encoding;

    GoCalls(Speaker speaker, Endpoint endpoint, Encoding encoding) {
        this.speaker = speaker;
        this.endpoint = endpoint;
        this.encoding = encoding;
    }

    /** Whether anybody answers HTTP there; that is all a ping tells (specification, section 2.4). */
    CompletableFuture<Reply> ping(Duration within) {
        return send(Call.empty("GET", endpoint, Routes.PING, within));
    }

    /**
     * Says something and returns what is answered.
     *
     * @return exceptionally with {@link OddAnswer} when the status is not 200 or the answer is no JSON object in the encoding
     *     of the question, else as {@link Calls#send}
     */
    CompletableFuture<ObjectNode> say(String method, String path, ObjectNode content, Duration within) {
        Call call = call(method, path, content, within);
        return send(call).thenCompose(reply -> {
            try {
                return CompletableFuture.completedFuture(read(call, reply));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    /** Says something whose answer has no content. */
    CompletableFuture<Reply> tell(String method, String path, ObjectNode content, Duration within) {
        return send(call(method, path, content, within));
    }

    // an object in either encoding is never so short that it could end a node of the seed era (specification, section
    // 0.6)
    private Call call(String method, String path, ObjectNode content, Duration within) {
        byte[] plain = Json.bytes(content);
        byte[] body = encoding == Encoding.SEALED ? speaker.goSeal().seal(plain) : plain;
        return new Call(method, endpoint, path, ByteBuffer.wrap(body), within);
    }

    private CompletableFuture<Reply> send(Call call) {
        return speaker.calls().send(call, speaker.goHeaders(endpoint));
    }

    private ObjectNode read(Call call, Reply reply) throws IOException {
        if (reply.status() != HttpURLConnection.HTTP_OK) {
            throw new OddAnswer(call, reply.status(), "refused");
        }
        byte[] plain = encoding == Encoding.PLAIN
                ? reply.bytes()
                : speaker.goSeal()
                        .open(reply.bytes())
                        .orElseThrow(() -> new OddAnswer(call, reply.status(), "not sealed with this node's key"));
        try {
            return Json.read(plain);
        } catch (UnreadableBody e) {
            throw new OddAnswer(call, reply.status(), Failures.words(e));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.edgeorchestration.api.peer.PeerAnswer;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.api.peer.PeerCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where other nodes come in: those of the seed era send their calls to the applications' port (specification, section 0.3,
 * profile P0). They are strangers to {@link Callers} and {@link Browsers}; whether they may ask is decided by who answers.
 */
final class PeerDoor {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDoor.class);
    private static final String ANSWERING = PeerDoor.class.getName();

    private final Supplier<Optional<PeerCalls>> peers;

    /** @param peers who answers other nodes now, if anybody */
    PeerDoor(Supplier<Optional<PeerCalls>> peers) {
        this.peers = peers;
    }

    /** What a caller gets whom nobody answered: without a body, which could be taken for a sealed one. */
    static Answer failed() {
        return new Answer(500, "", Map.of("Connection", "close"), new byte[0]);
    }

    /** Whether the request goes through this door. If so, it does for good, whoever comes or goes while its body is read. */
    boolean takes(Request request) {
        Optional<PeerCalls> answering = peers.get().filter(calls -> calls.takes(path(request)));
        answering.ifPresent(calls -> request.setAttribute(ANSWERING, calls));
        return answering.isPresent();
    }

    /**
     * The answer to a request, within 10 seconds; never exceptionally.
     *
     * @return empty when it did not come through this door
     */
    static Optional<CompletionStage<Answer>> answer(Request request, byte[] body) {
        return Optional.ofNullable((PeerCalls) request.getAttribute(ANSWERING))
                .map(calls -> answer(calls, call(request, body)));
    }

    private static CompletionStage<Answer> answer(PeerCalls calls, PeerCall call) {
        try {
            return calls.answer(call).handle((answer, bug) -> bug == null ? whole(answer) : broken(call, bug));
        } catch (RuntimeException bug) {
            return CompletableFuture.completedStage(broken(call, bug));
        }
    }

    private static Answer whole(PeerAnswer answer) {
        return new Answer(answer.status(), "", answer.headers(), answer.bytes());
    }

    private static Answer broken(PeerCall call, Throwable bug) {
        String peer = call.from().getAddress().getHostAddress();
        LOG.error("peer={} {} {} could not be answered", peer, call.method(), call.path(), bug);
        return failed();
    }

    private static PeerCall call(Request request, byte[] body) {
        EndPoint connection = request.getHttpChannel().getEndPoint();
        return new PeerCall(
                request.getMethod(),
                path(request),
                connection.getRemoteAddress(),
                connection.getLocalAddress(),
                false,
                headers(request),
                ByteBuffer.wrap(body));
    }

    private static Map<String, String> headers(Request request) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHttpFields()) {
            headers.putIfAbsent(field.getLowerCaseName(), orEmpty(field.getValue()));
        }
        return headers;
    }

    private static String path(Request request) {
        return orEmpty(request.getHttpURI().getPath());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.edgeorchestration.http.BodyMemory;
import org.edgeorchestration.http.BodyReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the connections and JAX-RS: turns away whom it must before anything is read, reads the body, and sends
 * what comes out, all without holding a thread while a caller is slow.
 */
final class Gate extends AbstractHandler {
    /** Memory for the bodies of applications that are on their way, in bytes. */
    static final int BODIES = 4 * 1_024 * 1_024;

    /** The same for calls of other nodes: any host can send those, and must not take the applications' share. */
    static final int PEERS_BODIES = 1_024 * 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String LOCAL_CALLER = Gate.class.getName() + ".local";
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration PEER_ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Callers callers;
    private final Browsers browsers;
    private final PeerDoor peers;
    private final JaxRs resources;
    private final Executor executor;
    private final BodyMemory bodies = new BodyMemory(BODIES);
    private final BodyMemory peersBodies = new BodyMemory(PEERS_BODIES);

    /** @param executor where streams go on when they have something to send */
    Gate(Callers callers, Browsers browsers, PeerDoor peers, JaxRs resources, Executor executor) {
        this.callers = callers;
        this.browsers = browsers;
        this.peers = peers;
        this.resources = resources;
        this.executor = executor;
    }

    /** Whether a request that passed the gate comes from this host itself. */
    static boolean fromThisHost(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(LOCAL_CALLER));
    }

    @Override
    public void handle(String target, Request request, HttpServletRequest outer, HttpServletResponse response)
            throws IOException {
        request.setHandled(true);
        Optional<byte[]> body = RequestBody.of(request);
        if (body.isPresent()) {
            answer(request, body.get());
            return;
        }
        boolean ofPeer = peers.takes(request);
        Optional<Problem> refusal = ofPeer ? misshapen(request) : refusal(request);
        if (refusal.isPresent()) {
            Sending.refuse(request, refusal.get());
            return;
        }
        request.setAttribute(LOCAL_CALLER, callers.local(remote(request)));
        BodyReader.read(
                request, RequestBody.MAX_BODY, ofPeer ? peersBodies : bodies, new RequestBody(request, this::answer));
    }

    private Optional<Problem> refusal(Request request) {
        return callers.allows(remote(request))
                ? browsers.refusal(request::getHeader).map(Problem::foreignPage).or(() -> misshapen(request))
                : Optional.of(Problem.foreignCaller());
    }

    /** What Jetty lets through, but another reader of the same bytes, or JAX-RS, would stumble over. */
    private static Optional<Problem> misshapen(Request request) {
        String coding = request.getHeader("Transfer-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            return Optional.of(Problem.of(501));
        }
        if (request.getHttpFields().getValuesList("Host").size() > 1) {
            return Optional.of(Problem.badRequest("a request names one Host"));
        }
        String query = request.getQueryString();
        return query != null && BROKEN_ESCAPE.matcher(query).find()
                ? Optional.of(Problem.badRequest("a percent sign in the query must be written as %25"))
                : Optional.empty();
    }

    private static InetAddress remote(Request request) {
        return request.getHttpChannel().getEndPoint().getRemoteAddress().getAddress();
    }

    private void answer(Request request, byte[] body) throws IOException {
        Optional<CompletionStage<Answer>> toPeer = PeerDoor.answer(request, body);
        if (toPeer.isPresent()) {
            sendWhenDone(request, toPeer.get(), PEER_ANSWER_WITHIN, PeerDoor.failed());
        } else {
            serve(request, body);
        }
    }

    private void serve(Request request, byte[] body) throws IOException {
        Reply reply = new Reply(request.getResponse());
        resources.serve(new Call(request, body), reply);
        Handover handover = Handover.of(request);
        if (handover instanceof Handover.Later later) {
            sendWhenDone(request, later.answer(), ANSWER_WITHIN, Problem.late().answer());
        } else if (handover instanceof Handover.Flowing flowing) {
            Sending.stream(request, flowing, executor);
        } else {
            Sending.send(request, reply.answer());
        }
    }

    private static void sendWhenDone(
            Request request, CompletionStage<Answer> answer, Duration within, Answer otherwise) {
        CompletableFuture<Answer> future = answer.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            Sending.send(request, future.join());
            return;
        }
        AtomicBoolean sent = new AtomicBoolean();
        AsyncContext async = request.startAsync();
        async.setTimeout(within.toMillis());
        async.addListener(new OnTimeout(() -> sendOnce(request, otherwise, sent)));
        answer.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("a request could not be answered", failure);
            }
            sendOnce(request, done == null ? Problem.bug().answer() : done, sent);
        });
    }

    private static void sendOnce(Request request, Answer answer, AtomicBoolean sent) {
        if (sent.compareAndSet(false, true)) {
            Sending.send(request, answer);
        }
    }
}

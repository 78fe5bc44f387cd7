// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.edgeorchestration.api.peer.PeerCall;
import org.edgeorchestration.http.BodyMemory;
import org.edgeorchestration.http.BodyReader;
import org.edgeorchestration.peer.wire.GoSeal;
import org.edgeorchestration.peer.wire.Limits;

/** From HTTP to a call, and from its answer to HTTP. */
final class PeerGate extends AbstractHandler {
    /** Memory for the bodies of calls that are on their way, in bytes. */
    private static final int BODIES = 4 * 1_024 * 1_024;

    private static final int NOT_IMPLEMENTED = 501;

    private final PeerRoutes routes;
    private final BodyMemory bodies = new BodyMemory(BODIES);

    PeerGate(PeerRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(String target, Request request, HttpServletRequest outer, HttpServletResponse response)
            throws IOException {
        request.setHandled(true);
        String coding = request.getHeader("Transfer-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            Sending.refuse(request, NOT_IMPLEMENTED);
            return;
        }
        PeerCall head = call(request, new byte[0]);
        BodyReader.read(
                request,
                mostOf(head),
                bodies,
                new CallBody(request, body -> Sending.send(request, routes.answer(whole(head, body), Door.PEERS))));
    }

    /** A report holds output; only nodes of this project send one. */
    private static int mostOf(PeerCall call) {
        boolean report = OurDialect.speaks(call)
                && Route.of(call.path()).filter(Route.NOTIFICATION::equals).isPresent();
        return (report ? Limits.MAX_REPORT : Limits.MAX_MESSAGE) + GoSeal.OVERHEAD;
    }

    private static PeerCall call(Request request, byte[] body) {
        EndPoint endPoint = request.getHttpChannel().getEndPoint();
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHttpFields()) {
            String value = field.getValue();
            headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
        return new PeerCall(
                request.getMethod(),
                Objects.requireNonNullElse(request.getHttpURI().getPath(), ""), // CONNECT has none
                endPoint.getRemoteAddress(),
                endPoint.getLocalAddress(),
                endPoint instanceof SslConnection.DecryptedEndPoint,
                headers,
                ByteBuffer.wrap(body));
    }

    private static PeerCall whole(PeerCall head, byte[] body) {
        return new PeerCall(
                head.method(),
                head.path(),
                head.from(),
                head.at(),
                head.secure(),
                head.headers(),
                ByteBuffer.wrap(body));
    }
}

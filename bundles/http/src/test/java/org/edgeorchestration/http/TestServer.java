// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.edgeorchestration.api.node.ManualTime;

/** A server on a free port of the loopback address, and its callers. */
final class TestServer implements AutoCloseable {
    final ManualTime time = new ManualTime();
    final Connections connections;
    final HttpListener listener;
    private final List<Caller> callers = new ArrayList<>();

    /** Answers a request. */
    interface Answering {
        void answer(Request request) throws IOException;
    }

    TestServer(Connections.Limits limits, Answering answering) {
        connections = new Connections(limits, time);
        listener = new HttpListener(
                new HttpListener.Settings("test", List.of(InetAddress.getLoopbackAddress()), 0, 4),
                connections,
                List::of);
        listener.start(
                new AbstractHandler() {
                    @Override
                    public void handle(
                            String target, Request request, HttpServletRequest outer, HttpServletResponse response)
                            throws IOException {
                        request.setHandled(true);
                        answering.answer(request);
                    }
                },
                new ErrorHandler());
    }

    /** Leaves every request without an answer until the test ends it. */
    static final class Holding implements Answering {
        final BlockingQueue<Request> held = new LinkedBlockingQueue<>();

        @Override
        public void answer(Request request) {
            request.startAsync().setTimeout(0);
            held.add(request);
        }
    }

    /** A connection that the server knows of. */
    Caller open() throws IOException {
        return open("127.0.0.1");
    }

    Caller open(String from) throws IOException {
        int before = connections.count();
        Caller caller = openUnseen(from);
        Await.until(() -> connections.count() == before + 1);
        return caller;
    }

    /** A connection that the server may close at once. */
    Caller openUnseen(String from) throws IOException {
        Caller caller = new Caller(listener.port(), from);
        callers.add(caller);
        return caller;
    }

    @Override
    public void close() throws IOException {
        for (Caller caller : callers) {
            caller.close();
        }
        listener.close();
    }
}

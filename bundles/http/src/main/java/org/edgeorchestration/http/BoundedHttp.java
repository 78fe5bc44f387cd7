// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.io.IOException;
import org.eclipse.jetty.client.HttpDestination;
import org.eclipse.jetty.client.HttpExchange;
import org.eclipse.jetty.client.SendFailure;
import org.eclipse.jetty.client.api.Connection;
import org.eclipse.jetty.client.http.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.http.HttpConnectionOverHTTP;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Promise;

/**
 * HTTP whose answers are bounded as a whole. Jetty's client bounds their content at most: a header or a trailer without end would
 * fill the memory until the deadline of the call.
 */
final class BoundedHttp extends HttpClientTransportOverHTTP {
    private final long most;

    /**
     * Bounds every answer.
     *
     * @param selectors threads that wait for bytes
     * @param most the most bytes of an answer, its header and whatever frames its content included
     */
    BoundedHttp(int selectors, long most) {
        super(selectors);
        this.most = most;
    }

    @Override
    protected HttpConnectionOverHTTP newHttpConnection(
            EndPoint endPoint, HttpDestination destination, Promise<Connection> promise) {
        return new BoundedConnection(endPoint, destination, promise, most);
    }

    /** Ends with the first answer that is too long, or with as many bytes that nobody asked for. */
    private static final class BoundedConnection extends HttpConnectionOverHTTP {
        private final long most;
        private volatile long before;

        BoundedConnection(EndPoint endPoint, HttpDestination destination, Promise<Connection> promise, long most) {
            super(endPoint, destination, promise);
            this.most = most;
        }

        @Override
        protected SendFailure send(HttpExchange exchange) {
            before = getBytesIn();
            return super.send(exchange);
        }

        @Override
        protected void addBytesIn(long count) {
            super.addBytesIn(count);
            if (getBytesIn() - before > most) {
                close(new IOException("its answer is longer than " + most + " bytes"));
            }
        }
    }
}

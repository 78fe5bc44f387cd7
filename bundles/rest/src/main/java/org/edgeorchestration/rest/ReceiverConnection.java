// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

import org.eclipse.jetty.client.HttpDestination;
import org.eclipse.jetty.client.api.Connection;
import org.eclipse.jetty.client.http.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.http.HttpConnectionOverHTTP;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Promise;

/**
 * A connection to a callback receiver that ends when an answer grows too long. Jetty's client takes a header of any length into
 * memory: one receiver that never ends its header would take all there is.
 */
final class ReceiverConnection extends HttpConnectionOverHTTP {
    /** The longest answer that is read, in bytes, with its header; of the body nothing is wanted. */
    static final int MAX_ANSWER = 16 * 1_024;

    private volatile long before;

    private ReceiverConnection(EndPoint endPoint, HttpDestination destination, Promise<Connection> promise) {
        super(endPoint, destination, promise);
    }

    /** Makes such connections. */
    static HttpClientTransportOverHTTP transport() {
        return new HttpClientTransportOverHTTP(1) {
            @Override
            protected HttpConnectionOverHTTP newHttpConnection(
                    EndPoint endPoint, HttpDestination destination, Promise<Connection> promise) {
                return new ReceiverConnection(endPoint, destination, promise);
            }
        };
    }

    /** Sending begins a new answer. */
    @Override
    protected void addBytesOut(long count) {
        super.addBytesOut(count);
        before = getBytesIn();
    }

    @Override
    protected void addBytesIn(long count) {
        super.addBytesIn(count);
        if (getBytesIn() - before > MAX_ANSWER) {
            // The reader of the answer, who calls this, fails it and closes the connection.
            throw new IllegalStateException("its answer is longer than " + MAX_ANSWER + " bytes");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.edgeorchestration.http.BodyReceiver;

/** What becomes of a call with its body. One that is not taken is answered with a status and no more. */
final class CallBody implements BodyReceiver {
    private static final int BAD = 400;
    private static final int SLOW = 408;
    private static final int TOO_LARGE = 413;
    private static final int BUSY = 503;

    private final Request request;
    private final Consumer<byte[]> whole;

    /** @param whole answers the call */
    CallBody(Request request, Consumer<byte[]> whole) {
        this.request = request;
        this.whole = whole;
    }

    @Override
    public void whole(byte[] body) {
        whole.accept(body);
    }

    @Override
    public void tooLarge() {
        Sending.refuse(request, TOO_LARGE);
    }

    @Override
    public void noRoom() {
        Sending.refuse(request, BUSY);
    }

    @Override
    public void late() {
        Sending.refuse(request, SLOW);
    }

    @Override
    public void broken(Throwable failure) {
        Sending.refuse(request, BAD);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.http;

import java.io.IOException;

/** Learns what becomes of a request's body: one of these is called, once. Whoever gets no whole body answers the request. */
public interface BodyReceiver {

    /** All of it is there. The request is asynchronous by now when the body did not come along with its header. */
    void whole(byte[] body) throws IOException;

    /** It is larger than it may be, or says that it will be. */
    void tooLarge();

    /** All bodies on their way together take what memory there is for them. */
    void noRoom();

    /** It was not whole within {@link BodyReader#WITHIN}. */
    void late();

    /** What came is no body, or its end never came. */
    void broken(Throwable failure);
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes calls to other nodes. Any thread; no call blocks. */
interface Calls extends AutoCloseable {
    /**
     * Makes a call.
     *
     * @param headers beside those that HTTP itself needs
     * @return within {@link Call#within}; exceptionally with a {@link CallFailed} when there is no answer
     */
    CompletableFuture<Reply> send(Call call, Map<String, String> headers);

    @Override
    void close();
}

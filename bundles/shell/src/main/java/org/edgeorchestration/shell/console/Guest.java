// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.shell.console;

import java.io.IOException;
import org.edgeorchestration.shell.wire.Frame;

/** What a client is to the console once its first frame has told it. Called by the connection's reader only. */
interface Guest extends AutoCloseable {

    /**
     * Takes a frame from the client; returns soon.
     *
     * @throws IOException when the client does not keep to the language
     */
    void take(Frame frame) throws IOException;

    /** Ends what runs for the client. */
    @Override
    void close();
}

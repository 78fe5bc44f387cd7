// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import java.net.InetAddress;
import org.edgeorchestration.peer.wire.Encoding;

/** Takes what Go nodes tell about executions that this node ordered there. Any thread; does not block. */
public interface GoNotifications {

    /**
     * An execution has ended.
     *
     * @param from where the notification came from
     * @param encoding how it was encoded
     * @param serviceId the number under which this node ordered it
     * @param status {@code Finished}, {@code Failed}, or the empty text
     * @return whether it is known in that encoding, had not been told yet, and may come from there: a sealed one from anywhere, one
     *     in plaintext from an address of the node it was ordered at
     */
    boolean notified(InetAddress from, Encoding encoding, long serviceId, String status);
}

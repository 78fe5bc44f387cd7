// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.IOException;
import java.net.DatagramSocket;

/** A UDP port to speak on instead of that of multicast DNS, where no other test and no other program listens. */
final class FreePort {
    private FreePort() {}

    static int find() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

/** Where calls of other nodes come in. The port is that of every Go node, whichever this node listens on. */
enum Door {
    /** The applications' port, on which nodes of the seed era speak to each other as well. */
    SEED_ERA(56_001),
    /** The port of all later nodes. */
    PEERS(56_002);

    private final int port;

    Door(int port) {
        this.port = port;
    }

    /** Where a Go node that calls here wants to be called. */
    int port() {
        return port;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

/** Opens connections on which nothing is ever said. One thread; nothing blocks or throws. */
interface Lines {
    /** Begins to open one. */
    Line open(Endpoint to);

    /** One connection. */
    interface Line {
        /** How it stands now. */
        Stage stage();

        /** Gives it up. */
        void close();
    }

    /** How a connection stands. */
    enum Stage {
        /** The other host has not answered yet. */
        OPENING,
        /** Somebody holds the other end. */
        OPEN,
        /** The other end was closed, or the other host was never reached. */
        LOST,
        /** Nobody listens there. */
        REFUSED
    }
}

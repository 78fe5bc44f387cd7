// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.server;

import org.edgeorchestration.api.peer.PeerAnswer;

/** A call that is not taken. A part of every day on a network, so it carries no stack. */
final class Unopened extends Exception {
    private static final long serialVersionUID = 1;

    private final transient PeerAnswer answer;

    /** @param answer what the caller gets */
    Unopened(PeerAnswer answer) {
        super("a call is answered with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    PeerAnswer answer() {
        return answer;
    }
}

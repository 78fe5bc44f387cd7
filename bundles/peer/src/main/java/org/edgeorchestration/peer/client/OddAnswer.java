// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;

/** A node answered, but not what was asked. */
final class OddAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    OddAnswer(Call call, int status, String what) {
        super(call.method() + ' ' + call.to() + call.path() + " was answered with " + status + ": " + what);
        this.status = status;
    }

    int status() {
        return status;
    }
}

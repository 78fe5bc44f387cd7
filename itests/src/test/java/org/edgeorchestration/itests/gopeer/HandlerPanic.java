// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.itests.gopeer;

/** A panic in a request's handler: the server recovers, and closes the connection without an answer. */
final class HandlerPanic extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    HandlerPanic(String what) {
        super(what);
        this.what = what;
    }

    String what() {
        return what;
    }
}

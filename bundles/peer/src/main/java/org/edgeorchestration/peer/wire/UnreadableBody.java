// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.wire;

/** A body that does not say what it should. Made for every hostile byte that comes in, so it carries no stack. */
public final class UnreadableBody extends Exception {
    private static final long serialVersionUID = 1;

    private final String what;

    /** @param what is wrong, without the sender's own bytes */
    public UnreadableBody(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    /** What is wrong, without the sender's own bytes. */
    public String what() {
        return what;
    }
}

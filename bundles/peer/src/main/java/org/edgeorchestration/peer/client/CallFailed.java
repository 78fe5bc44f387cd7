// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call that got no answer, and what is known of it. */
final class CallFailed extends IOException {
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    enum How {
        /** Nobody listens there. */
        REFUSED(false),
        /** No connection came about. */
        UNREACHABLE(false),
        /** Too many calls to that node are under way; says nothing about the node. */
        CROWDED(false),
        /** The deadline passed before a connection was free: nothing was sent. */
        LATE_UNSENT(false),
        /** The deadline passed after the call had gone out. */
        LATE(true),
        /** The connection broke after the call had begun to go out. */
        BROKEN(true);

        private final boolean perhapsSent;

        How(boolean perhapsSent) {
            this.perhapsSent = perhapsSent;
        }
    }

    private final How how;

    CallFailed(How how, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.how = how;
    }

    /** Whether a call failed in that way. */
    static boolean is(How how, Throwable cause) {
        return cause instanceof CallFailed call && call.how == how;
    }

    How how() {
        return how;
    }

    /** Whether the other side may have got the call. */
    boolean perhapsSent() {
        return how.perhapsSent;
    }
}

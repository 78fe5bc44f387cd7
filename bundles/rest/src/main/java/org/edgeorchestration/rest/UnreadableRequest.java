// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.rest;

/** Ends the reading of a request body; {@link RequestReader} turns it into a value. */
final class UnreadableRequest extends Exception {
    private static final long serialVersionUID = 1;

    /** Whether the Go project answers this, too, with 200 and {@code INVALID_PARAMETER}, rather than not at all. */
    private final boolean incomplete;

    private UnreadableRequest(boolean incomplete, String reason) {
        super(reason, null, false, false);
        this.incomplete = incomplete;
    }

    /** A mandatory key is missing or of another type. */
    static UnreadableRequest incomplete(String reason) {
        return new UnreadableRequest(true, reason);
    }

    static UnreadableRequest malformed(String reason) {
        return new UnreadableRequest(false, reason);
    }

    boolean incomplete() {
        return incomplete;
    }

    /** What is wrong, with the place in the body. */
    String reason() {
        return String.valueOf(getMessage());
    }
}

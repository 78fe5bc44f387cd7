// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns.codec;

/** What was read is no message of multicast DNS. Without a stack trace, because a flood of garbage must stay cheap. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    /** @param why words for the log; one of few, and none of the packet's own */
    Malformed(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}

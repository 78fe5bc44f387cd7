// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;

/** A node answers, but it will not be spoken to; the message says why and what to do about it, for people. */
final class Barred extends IOException {
    private static final long serialVersionUID = 1L;

    private final Profile profile;

    Barred(Profile profile, String trouble) {
        super(trouble);
        this.profile = profile;
    }

    /** What it seems to speak. */
    Profile profile() {
        return profile;
    }

    /** Its key is another one than this node's. */
    static Barred otherKey(Profile profile, Endpoint at) {
        return new Barred(
                profile,
                at
                        + " answers, but its key is not this node's: give both the same key file, byte for byte (a newline at the end counts)");
    }
}

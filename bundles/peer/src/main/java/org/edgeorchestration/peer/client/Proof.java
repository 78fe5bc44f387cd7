// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

/** How much an answer proves of whoever gave it, the least first. */
enum Proof {
    /** It is not sealed: anybody could have given it. */
    NOTHING,
    /** Whoever gave it has the fleet's key. */
    KEY,
    /** It is of the node that it names. */
    NAME;

    /** What answers on that way prove. */
    static Proof on(PeerWire wire) {
        Profile profile = wire.profile();
        if (profile.ours()) {
            return NAME;
        }
        boolean sealed = wire.endpoint().tls() || profile == Profile.P0 || profile == Profile.P1;
        return sealed ? KEY : NOTHING;
    }
}

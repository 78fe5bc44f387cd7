// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import org.edgeorchestration.api.peer.Reception;

/** What a failed attempt to send an order means. */
final class Receptions {
    private Receptions() {}

    static Reception failed(Throwable cause) {
        String why = Failures.words(cause);
        // whoever answered that it will not be spoken to has not taken the order
        boolean perhapsThere = cause instanceof CallFailed call
                ? call.perhapsSent()
                : !(cause instanceof Barred || cause instanceof NotItself);
        return perhapsThere ? new Reception.Unknown(why) : new Reception.NotReached(why);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.net.URI;
import java.util.Optional;
import org.edgeorchestration.api.peer.Origin;

/**
 * On whose behalf an execution lives: an application's, or another node's.
 *
 * @param receiver where its statuses go
 * @param origin the other node, where it was one
 */
record Client(Optional<URI> receiver, Optional<Origin> origin) {

    static Client application(Optional<URI> statusCallback) {
        return new Client(statusCallback, Optional.empty());
    }

    static Client node(Origin origin) {
        return new Client(Optional.of(origin.replyTo()), Optional.of(origin));
    }
}

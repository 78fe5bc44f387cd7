// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.peer.client;

import java.io.IOException;
import org.edgeorchestration.api.node.NodeId;

/** Another node answered where one was expected. */
final class NotItself extends IOException {
    private static final long serialVersionUID = 1L;

    NotItself(NodeId expected) {
        super("another node answers at the address of " + expected);
    }
}

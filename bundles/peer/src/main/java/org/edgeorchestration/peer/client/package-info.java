// SPDX-License-Identifier: Apache-2.0
/** The sending half of the wire between nodes: who is there, how each is spoken to, and what is said. */
@NullMarked
package org.edgeorchestration.peer.client;

import org.jspecify.annotations.NullMarked;

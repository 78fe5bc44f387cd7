// SPDX-License-Identifier: Apache-2.0
/** Calls of other nodes: how they come in, who may be believed, what is answered. */
@NullMarked
package org.edgeorchestration.peer.server;

import org.jspecify.annotations.NullMarked;

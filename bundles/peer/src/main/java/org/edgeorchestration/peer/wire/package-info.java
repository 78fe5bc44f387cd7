// SPDX-License-Identifier: Apache-2.0
/** The words of the wire between nodes: ciphers, headers, messages. Pure: no network, no clock, no state. */
@NullMarked
package org.edgeorchestration.peer.wire;

import org.jspecify.annotations.NullMarked;

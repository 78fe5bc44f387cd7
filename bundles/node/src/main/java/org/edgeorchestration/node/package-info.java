// SPDX-License-Identifier: Apache-2.0
/** This node itself: identity, key, addresses, clock and threads. */
@NullMarked
package org.edgeorchestration.node;

import org.jspecify.annotations.NullMarked;

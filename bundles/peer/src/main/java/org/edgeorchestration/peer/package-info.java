// SPDX-License-Identifier: Apache-2.0
/** The wire between nodes: calls in, calls out, and what is known of those at the other end. */
@NullMarked
package org.edgeorchestration.peer;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What the node's console and its client say to each other, and where they meet. Needs nothing but the JDK, for the client's sake. */
@NullMarked
package org.edgeorchestration.shell.wire;

import org.jspecify.annotations.NullMarked;

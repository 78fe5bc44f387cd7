// SPDX-License-Identifier: Apache-2.0
/** The console of a node that runs in the background, offered on a Unix domain socket to this node's own user. */
@NullMarked
package org.edgeorchestration.shell.console;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Secure mode: this node's certificate, and whose certificates it trusts. */
@NullMarked
package org.edgeorchestration.peer.tls;

import org.jspecify.annotations.NullMarked;

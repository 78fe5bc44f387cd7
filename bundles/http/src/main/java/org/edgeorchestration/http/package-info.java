// SPDX-License-Identifier: Apache-2.0
/** HTTP in bounds: what the servers and clients of this project have in common. Copied into each bundle that uses it. */
@NullMarked
package org.edgeorchestration.http;

import org.jspecify.annotations.NullMarked;

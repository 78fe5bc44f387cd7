// SPDX-License-Identifier: Apache-2.0
/** How fit this node is: probes of the machine and the formulas. */
@NullMarked
package org.edgeorchestration.scoring;

import org.jspecify.annotations.NullMarked;

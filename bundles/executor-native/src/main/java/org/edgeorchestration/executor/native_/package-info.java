// SPDX-License-Identifier: Apache-2.0
/** Runs processes of this machine. */
@NullMarked
package org.edgeorchestration.executor.native_;

import org.jspecify.annotations.NullMarked;

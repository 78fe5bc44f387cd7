// SPDX-License-Identifier: Apache-2.0
/** Runs containers on a Docker engine. */
@NullMarked
package org.edgeorchestration.executor.container;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Running one service on this node: the order, its life, and the executors that carry it out. */
@Export
@Version("1.0.0")
@NullMarked
package org.edgeorchestration.api.execution;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

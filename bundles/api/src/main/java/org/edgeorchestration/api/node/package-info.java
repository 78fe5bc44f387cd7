// SPDX-License-Identifier: Apache-2.0
/** Nodes: who takes part, and what this node itself lends to its bundles (identity, clock, threads). */
@Export
@Version("1.0.0")
@NullMarked
package org.edgeorchestration.api.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

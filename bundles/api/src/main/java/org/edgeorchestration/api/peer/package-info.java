// SPDX-License-Identifier: Apache-2.0
/** The other nodes: what is known of them, what is asked of them, and what they ask of this one. */
@Export
@Version("1.0.0")
@NullMarked
package org.edgeorchestration.api.peer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

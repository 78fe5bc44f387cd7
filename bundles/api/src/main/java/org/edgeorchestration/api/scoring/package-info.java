// SPDX-License-Identifier: Apache-2.0
/** How fit a node is to run one more service. */
@Export
@Version("1.0.0")
@NullMarked
package org.edgeorchestration.api.scoring;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

// SPDX-License-Identifier: Apache-2.0
/** Who else may be here: what is announced on the network or named in configuration. */
@Export
@Version("1.0.0")
@NullMarked
package org.edgeorchestration.api.discovery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

// SPDX-License-Identifier: Apache-2.0
/** The service an application asks for, where it was placed and why, and what became of it. */
@Export
@Version("1.0.0")
@NullMarked
package org.edgeorchestration.api.service;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

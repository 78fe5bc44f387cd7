// SPDX-License-Identifier: Apache-2.0
/** Karaf commands of scope {@code edge}. */
@NullMarked
package org.edgeorchestration.shell;

import org.jspecify.annotations.NullMarked;

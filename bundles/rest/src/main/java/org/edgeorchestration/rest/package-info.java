// SPDX-License-Identifier: Apache-2.0
/** The wire to applications. */
@NullMarked
package org.edgeorchestration.rest;

import org.jspecify.annotations.NullMarked;

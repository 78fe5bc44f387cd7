// SPDX-License-Identifier: Apache-2.0
/** The decision and the record of it: who could, who should, send it there, keep track. */
@NullMarked
package org.edgeorchestration.service.manager;

import org.jspecify.annotations.NullMarked;

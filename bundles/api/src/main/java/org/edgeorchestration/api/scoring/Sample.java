// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.api.scoring;

import java.time.Instant;

/**
 * A machine's resources at one moment.
 *
 * @param resources what was measured
 * @param taken when the measurement ended
 */
public record Sample(Resources resources, Instant taken) {}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The whole machine, whatever the control groups say. */
final class Unlimited implements ControlGroup {
    @Override
    public OptionalDouble processors() {
        return OptionalDouble.empty();
    }

    @Override
    public OptionalLong processorNanos() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<Memory> memory() {
        return Optional.empty();
    }
}

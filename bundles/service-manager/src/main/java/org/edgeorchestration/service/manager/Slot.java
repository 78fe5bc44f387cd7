// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.service.manager;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds a service that may come and go while this bundle works, as Declarative Services bind and unbind it. Any thread.
 *
 * @param <T> the service
 */
final class Slot<T> implements Supplier<Optional<T>> {
    private volatile Optional<T> service = Optional.empty();

    /** From now on it is {@code next}. */
    synchronized void set(T next) {
        service = Optional.of(next);
    }

    /** {@code gone} went away; unless another took its place already, as a replacement comes before the leaving. */
    synchronized void clear(T gone) {
        if (service.filter(held -> held == gone).isPresent()) {
            service = Optional.empty();
        }
    }

    @Override
    public Optional<T> get() {
        return service;
    }
}

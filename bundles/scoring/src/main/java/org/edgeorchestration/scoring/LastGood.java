// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.scoring;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A measured value that stays what it was while its probe fails. The change to failing, and back, is logged once. */
final class LastGood<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    /** A probe. */
    @FunctionalInterface
    interface Probe<T> {
        T read() throws IOException;
    }

    private final String name;
    private final Probe<T> probe;
    private T value;
    private boolean failing;

    /** @param assumed the value until the probe first succeeds */
    LastGood(String name, T assumed, Probe<T> probe) {
        this.name = name;
        this.value = assumed;
        this.probe = probe;
    }

    /** Reads again. */
    T next() {
        try {
            value = probe.read();
            if (failing) {
                LOG.info("probe={} measures again", name);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("probe={} fails, going on with {}: {}", name, value, e.toString());
            }
            failing = true;
        }
        return value;
    }

    /** The last value, without reading. */
    T value() {
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.discovery.mdns;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What cannot be sent or received, one line for each cause until the addresses change, at most {@link #MOST}: without a network,
 * everything fails all the time. For one thread.
 */
final class Failures {
    static final int MOST = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Set<String> told = new HashSet<>();

    /** Says so, unless that was said before; whether it did. */
    boolean tell(String what, IOException cause) {
        boolean tells = told.size() < MOST && told.add(what + cause.getMessage());
        if (tells) {
            LOG.warn("Multicast DNS cannot {}: {}", what, cause.toString());
        }
        return tells;
    }

    /** The addresses have changed: what failed before may work now. */
    void forget() {
        told.clear();
    }
}
